// Runs on every page: small conveniences only; every page works without it.
"use strict";

document.documentElement.classList.add("js");

document.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-toggles]");
  if (toggle) {
    const target = document.getElementById(toggle.dataset.toggles);
    const open = target.classList.toggle("is-open");
    toggle.setAttribute("aria-expanded", String(open));
  }
});

// <form data-confirm="…"> asks before a destructive act
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) event.preventDefault();
});

// <select data-submits> and other filters send their form when they change
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});

// <input data-filters="table-id"> hides the rows that do not hold the typed words
document.addEventListener("input", (event) => {
  const id = event.target.dataset.filters;
  if (!id) return;
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const row of document.querySelectorAll(`#${id} tbody tr`)) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
  }
});

// <details data-closes> shuts on Escape and on a click beside it
function shut(details) {
  if (details.contains(document.activeElement)) details.querySelector("summary").focus();
  details.open = false;
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelectorAll("details[data-closes][open]").forEach(shut);
});
document.addEventListener("click", (event) => {
  for (const details of document.querySelectorAll("details[data-closes][open]")) {
    if (!details.contains(event.target)) details.open = false;
  }
});
