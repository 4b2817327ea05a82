// A text longer than its field takes stays whole on the page, and the page says by how much it is too long.
"use strict";

// people see one letter where JavaScript may count two
const lengthOf = (field) => [...field.value.trim()].length;

function noteOf(field) {
  const id = (field.getAttribute("aria-describedby") || "").split(" ").find((one) => one.endsWith("-error") || one.endsWith("_error"));
  const known = id && document.getElementById(id);
  if (known) return known;
  if (field.nextElementSibling?.matches(".length-note")) return field.nextElementSibling;
  const note = document.createElement("p");
  note.className = "field-note length-note";
  field.after(note);
  return note;
}

function thousands(number) {
  return String(number).replace(/(\d)(?=(\d{3})+$)/g, "$1\u202f");
}

function checkLength(field) {
  const limit = Number(field.dataset.limit);
  const over = lengthOf(field) - limit;
  if (over <= 0 && !field.dataset.tooLong) return;
  const note = noteOf(field);
  note.setAttribute("role", "status");
  note.classList.remove("is-doubt");
  note.textContent = over > 0 ? `Текст длиннее ${thousands(limit)}\u00a0знаков на ${over}. Сократите его — пока не сохранено.` : "";
  field.setAttribute("aria-invalid", String(over > 0));
  if (over > 0) field.dataset.tooLong = "yes";
  else delete field.dataset.tooLong;
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-limit]")) checkLength(event.target);
});
