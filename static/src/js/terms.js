// «Мои сроки»: «Отмена» closes the form in its row instead of loading the page anew; the form that opens gets the cursor.
"use strict";

document.addEventListener("click", (event) => {
  const closer = event.target.closest("[data-closes]");
  if (!closer) return;
  event.preventDefault();
  const rows = closer.closest("tbody");
  closer.closest("tr").remove();
  rows.classList.remove("is-editing");
  const act = rows.querySelector(".term-state [hidden]");
  act.hidden = false;
  act.querySelector("a").focus();
});

document.addEventListener("htmx:afterSettle", (event) => {
  const rows = event.detail.elt.closest?.(".term");
  // an answer that comes late does not take the cursor from where the person has gone on meanwhile
  if (!rows || !(document.activeElement === document.body || rows.contains(document.activeElement))) return;
  const places = [".editing-row [aria-invalid='true']", ".editing-row input:checked", ".term-state .small-act"];
  const found = places.map((place) => rows.querySelector(place)).find(Boolean);
  found?.focus();
});

// «Скопировать»: shown only where the browser can do it
for (const button of document.querySelectorAll("[data-copies]")) {
  if (!navigator.clipboard) break; // not over plain http
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copies);
    field.select();
    await navigator.clipboard.writeText(field.value);
    document.getElementById("copied").textContent = "Скопировано.";
  });
}
