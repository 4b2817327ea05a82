// The queue of questions by keyboard: one key answers the card in focus, and the next card comes into focus.
"use strict";

(() => {
  const queue = document.querySelector("[data-questions]");
  if (!queue) return;

  const open = () => [...queue.querySelectorAll(".question:not(.question-done)")];
  const current = () => document.activeElement.closest(".question") || open()[0];

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    const card = current();
    const key = event.key.toLowerCase();
    // the physical keys of «в» and «д», whatever layout is on
    const wanted = { KeyD: "в", KeyL: "д" }[event.code] || key;
    const act = card && [...card.querySelectorAll("[data-key]")].find((item) => item.dataset.key === wanted);
    if (!act) return;
    event.preventDefault();
    act.click();
    if (act.matches("summary")) card.querySelector("input[type=date]").focus();
  });

  // the answered card is replaced (until it has settled it bears the classes of the old one): go on to the next question, or stay on the one that has something to say
  queue.addEventListener("htmx:afterSettle", (event) => {
    const swapped = document.getElementById(event.detail.elt.id) || event.detail.elt;
    if (document.activeElement !== document.body && !swapped.contains(document.activeElement)) return; // gone on before the answer came
    const next = swapped.matches(".question-done") ? nextOpen(swapped) : swapped;
    (next || swapped).focus();
  });

  function nextOpen(card) {
    const left = open();
    return left.find((item) => card.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING) || left[0];
  }
})();
