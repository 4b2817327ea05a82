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
    remover.closest("tr").remove();
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

function markEditable(root) {
  for (const link of root.querySelectorAll(".activity-row .edit-link")) link.closest("tr").classList.add("is-editable");
}

document.addEventListener("DOMContentLoaded", () => markEditable(document));
document.addEventListener("htmx:afterSettle", () => markEditable(document));
