// Conveniences of the roadmap page and of the review; both work without them.
"use strict";

// a conflict (409) is an answer to show, not an error to swallow
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 409) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.addEventListener("click", (event) => {
  const fold = event.target.closest("[data-folds]");
  if (fold) {
    const rows = document.getElementById(fold.dataset.folds);
    rows.hidden = !rows.hidden;
    fold.setAttribute("aria-expanded", String(!rows.hidden));
    return;
  }
  const remover = event.target.closest("[data-removes='closest-row']");
  if (remover) {
    closeNewRow(remover.closest("tr"));
    return;
  }
  editOnClick(event);
});

// a click into the text of a row opens it for editing; selecting text or using its acts does not
function editOnClick(event) {
  const row = event.target.closest(".activity-row");
  if (!row || event.target.closest("a, button, input, select, textarea, summary, .plan-state")) return;
  if (window.getSelection().toString()) return;
  const link = row.querySelector(".edit-link");
  if (link) link.click();
}

function closeNewRow(row) {
  const next = row.closest("tbody").querySelector(".add-row a");
  row.remove();
  next?.focus();
}

// Escape gives an edit up, as «Отмена» does; typed words are not dropped without asking
document.addEventListener("keydown", (event) => {
  const row = event.key === "Escape" && event.target.closest(".editing-row");
  if (!row) return;
  const form = row.querySelector("form");
  const isTyped = [...form.elements].some((field) => "defaultValue" in field && field.value !== field.defaultValue);
  if (isTyped && !window.confirm("Закрыть без сохранения? Введённое пропадёт.")) return;
  const remover = row.querySelector("[data-removes='closest-row']");
  if (remover) closeNewRow(row);
  else {
    const id = row.id;
    document.addEventListener("htmx:afterSettle", () => document.querySelector(`#${id} .edit-link`)?.focus(), { once: true });
    row.querySelector("a[hx-get]").click();
  }
});

// rows come and go without the page being loaded anew: an edited row keeps its id, a deleted one is marked
function countActivities() {
  const shown = document.getElementById("activity-count");
  if (shown) shown.textContent = document.querySelectorAll("#roadmap-table tr[id^='activity-']:not(.deleted-row)").length;
}
document.addEventListener("htmx:afterSettle", countActivities);

function markEditable(root) {
  for (const link of root.querySelectorAll(".activity-row .edit-link")) link.closest("tr").classList.add("is-editable");
}

document.addEventListener("DOMContentLoaded", () => markEditable(document));
document.addEventListener("htmx:afterSettle", () => markEditable(document));
