// An answer that did not come, or that is the sign-in page, takes nothing away that was typed: the page stays and says so.
// A form with words of its own (data-says-itself) says it itself.
"use strict";

(() => {
  const isLogin = (xhr) => Boolean(xhr.responseURL) && new URL(xhr.responseURL).pathname === document.body.dataset.login;

  function say(...words) {
    const place = document.getElementById("no-answer");
    place.replaceChildren(...words);
    place.hidden = words.length === 0;
  }

  function saySignedOut() {
    const link = Object.assign(document.createElement("a"), { href: "/", target: "_blank", textContent: "Войдите в соседней вкладке" });
    say("Не сохранено: похоже, вы вышли из портала. Введённое осталось на странице. ", link, ", вернитесь сюда и повторите.");
  }

  const listen = (name, act) => document.addEventListener(name, (event) => event.target.closest("[data-says-itself]") || act(event.detail));

  // a new session has a new token, and the page is older than the session
  document.addEventListener("htmx:configRequest", (event) => {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (!token) return;
    event.detail.headers["X-CSRFToken"] = token;
    if (event.detail.formData.has("csrfmiddlewaretoken")) event.detail.formData.set("csrfmiddlewaretoken", token);
  });
  listen("htmx:beforeRequest", () => say());
  listen("htmx:beforeSwap", (detail) => {
    if (!isLogin(detail.xhr)) return;
    detail.shouldSwap = false;
    saySignedOut();
  });
  listen("htmx:responseError", ({ xhr }) => {
    if (xhr.status === 401 || xhr.status === 403) saySignedOut();
    else say(`Не сохранено: портал ответил ошибкой ${xhr.status}. Введённое осталось на странице.`);
  });
  listen("htmx:sendError", () => say("Не сохранено: нет связи с порталом. Введённое осталось на странице, повторите чуть позже."));
})();
