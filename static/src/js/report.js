// The report page: says whether what was typed is stored, keeps it when it is not, and never lets a page with unsaved text go silently.
// Saving itself is htmx on each row; without JavaScript the form saves as a whole.
"use strict";

const form = document.getElementById("report-form");
const typed = new Map(); // row -> how many edits it has had
const stored = new Map(); // row -> how many of them the server has
const sent = new Map(); // row -> how many of them the running request carries
let afterSave = null; // where to go once everything is stored
let retry = null;

// a file that lies in its field has not come to the server: the answer brings an empty field
const waitingFiles = () => [...form.querySelectorAll("input[type='file']")].filter((field) => field.files.length);
const isDirty = (row) => (typed.get(row) || 0) > (stored.get(row) || 0);
const dirtyRows = () => [...typed.keys()].filter(isDirty);
const isStored = () => dirtyRows().length === 0 && waitingFiles().length === 0;

function say(text, css = "") {
  const state = document.getElementById("save-state");
  state.className = `save-state ${css}`;
  state.textContent = text;
}

function complain(text) {
  afterSave = null;
  say(text, "is-bad");
}

function signedOut() {
  complain("Не сохранено: вы вышли из портала. Текст остался на странице. ");
  const link = document.createElement("a");
  Object.assign(link, { href: "/", target: "_blank", textContent: "Войдите в соседней вкладке" });
  document.getElementById("save-state").append(link, ", вернитесь сюда и нажмите «Сохранить».");
}

const isRefusal = (xhr) => xhr.status === 409 || xhr.status === 422;

function flush() {
  clearTimeout(retry);
  for (const row of dirtyRows()) htmx.trigger(row, "save");
  for (const field of waitingFiles()) if (!field.matches(".htmx-request")) htmx.trigger(field, "change");
}

function finish() {
  if (isStored() && afterSave) location.assign(afterSave);
}

// What a field held when this page took it goes with it to the server, which so tells whose changes are whose.
const changedWhenSent = new Map(); // name of a field -> whether the running request carries a change of it

const baseOf = (name, inside = form) => inside.querySelector(`input[name="initial-${name}"]`);

function valueOf(name) {
  const field = form.querySelector(`[name="${name}"]:not([type="hidden"])`);
  if (!field) return null;
  if (field.type === "radio") return form.querySelector(`[name="${name}"]:checked`)?.value ?? "";
  return field.type === "checkbox" ? (field.checked ? "True" : "False") : field.value;
}

function setValue(name, value) {
  for (const field of form.querySelectorAll(`[name="${name}"]:not([type="hidden"])`)) {
    if (field.type === "radio") field.checked = field.value === value;
    else if (field.type === "checkbox") field.checked = value === "True";
    else field.value = value;
  }
}

const isTouched = (name) => valueOf(name) !== baseOf(name)?.value;
const namesOf = (row) => [...new Set([...row.querySelectorAll("[name]:not([type='hidden']):not(button)")].map((field) => field.name))];

// the answer to a save: a field not touched here shows what came from elsewhere; one typed in since the save was sent keeps its base
form.addEventListener("htmx:oobBeforeSwap", (event) => {
  if (!event.target.id.endsWith("-bases")) return;
  const fresh = [...event.detail.fragment.querySelectorAll("input")];
  const isOff = fresh.some((input) => input.name.endsWith("-not_applicable") && input.value === "True");
  for (const input of fresh) {
    const name = input.name.replace("initial-", "");
    const base = baseOf(name)?.value;
    if (input.value === base) continue;
    if (!isTouched(name)) {
      if (!(isOff && /-(numerator|denominator)$/.test(name))) setValue(name, input.value);
    } else if (!changedWhenSent.get(name)) input.value = base;
  }
});

// a choice between two values of a field: «mine» has now seen the other one, «theirs» is the other one
function settle(button) {
  const row = button.closest("[data-row]");
  for (const name of button.value.split(" ")) {
    const seen = row.querySelector(`[name="seen-${name}"]`).value;
    baseOf(name).value = seen;
    if (button.name === "theirs") setValue(name, seen);
  }
  hasTyped(row);
  htmx.trigger(row, "save");
}

function hasTyped(row) {
  typed.set(row, (typed.get(row) || 0) + 1);
  if (!document.querySelector("#save-state.is-bad")) say("Есть несохранённый текст");
}

form.addEventListener("input", (event) => {
  const row = event.target.closest("[data-row]");
  if (row) hasTyped(row);
});

// typed or chosen on a slow line before this script had come, or put back by the browser: nobody has been told of it yet
window.addEventListener("load", () => {
  for (const row of form.querySelectorAll("[data-row]")) {
    if (!isDirty(row) && namesOf(row).some((name) => baseOf(name) && isTouched(name))) hasTyped(row);
  }
  flush();
});

form.addEventListener("htmx:beforeRequest", (event) => {
  if (event.target.matches("input[type='file']")) say("Загружаем файл…");
  if (!event.target.matches("[data-row]")) return;
  sent.set(event.target, typed.get(event.target) || 0);
  for (const name of namesOf(event.target)) changedWhenSent.set(name, isTouched(name));
  say("Сохраняем…");
});

form.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, requestConfig } = event.detail;
  const isElsewhere = new URL(xhr.responseURL, location.href).pathname !== new URL(requestConfig.path, location.href).pathname;
  if (isElsewhere) Object.assign(event.detail, { shouldSwap: false, isError: true });
  else if (isRefusal(xhr)) Object.assign(event.detail, { shouldSwap: true, isError: false }); // the answer says what is wrong
});

form.addEventListener("htmx:afterRequest", (event) => {
  const { successful, xhr, requestConfig } = event.detail;
  const asked = requestConfig.elt; // «Взять в отчёт» is gone by now: the event then comes from the row it stood in
  const row = asked.matches("[data-row]") ? asked : null;
  if (asked.matches(".row-offer button") && event.target.matches("[data-row]")) event.target.querySelector("input:checked")?.focus();
  if (row) for (const name of namesOf(row)) changedWhenSent.delete(name);
  if (successful && !isRefusal(xhr)) {
    if (row) stored.set(row, sent.get(row));
    if (dirtyRows().length) say("Есть несохранённый текст");
    else finish();
    return;
  }
  const isElsewhere = xhr.status === 200 && new URL(xhr.responseURL).pathname !== new URL(requestConfig.path, location.href).pathname;
  if (isElsewhere || xhr.status === 401 || xhr.status === 403) signedOut();
  else if (isRefusal(xhr)) {
    if (afterSave) form.querySelector('[aria-invalid="true"], .field-conflict button')?.focus();
    afterSave = null;
  }
  else if (xhr.status === 404) complain("Не сохранено: этой строки больше нет в отчёте. Скопируйте текст и обновите страницу.");
  else if (xhr.status === 413) {
    event.target.value = "";
    complain("Не сохранено: файл слишком большой, принимаются файлы до 20 МБ.");
  }
  else {
    complain("Не сохранено: нет связи с порталом. Текст остался на странице, через 15 секунд попробуем ещё раз.");
    clearTimeout(retry);
    retry = setTimeout(flush, 15000);
  }
});

// errors come to the note under a field; the field itself has to know of them too
document.body.addEventListener("htmx:oobAfterSwap", (event) => {
  const note = event.detail.target;
  if (!note.classList.contains("field-note")) return;
  const isWrong = document.getElementById(note.id).textContent !== "" && !note.classList.contains("is-doubt");
  for (const field of document.querySelectorAll(`[aria-describedby="${note.id}"]`)) field.setAttribute("aria-invalid", String(isWrong));
});

// «Сохранить», «Проверить и отправить» and Enter store what is not stored yet; nothing else of the page is sent again
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.submitter?.matches(".conflict-acts button")) {
    settle(event.submitter);
    return;
  }
  afterSave = event.submitter?.dataset.next || null;
  if (isStored()) finish();
  else flush();
});

window.addEventListener("beforeunload", (event) => {
  if (!isStored()) event.preventDefault();
});

// a comment that has become necessary is shown
form.addEventListener("change", (event) => {
  if (event.target.name?.endsWith("-not_applicable") && event.target.checked) {
    event.target.closest("[data-row]").querySelector("details").open = true;
  }
});

// a link of the check leads to a field: show it and put the cursor there
function goToField() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (!target || !form.contains(target)) return;
  const details = target.closest("details");
  if (details) details.open = true;
  const field = target.matches("input, textarea") ? target : target.querySelector("input, textarea");
  if (target.id.startsWith("id_") && field) {
    field.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
  }
}
window.addEventListener("hashchange", goToField);
window.addEventListener("load", () => setTimeout(goToField)); // after the browser has gone to the fragment itself
