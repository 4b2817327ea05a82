// Sliders say their value; a school's charts are drawn from the table below them.
"use strict";

document.addEventListener("input", (event) => {
  const output = document.getElementById(event.target.dataset.shows || "");
  if (output) output.value = event.target.value;
});

// the colours and dashes of the key above the charts
const LINES = [["school", "школа", "#0f5c66", []], ["town", "муниципалитет", "#55606d", [5, 4]], ["region", "регион", "#8a5a00", [2, 3]]];

function numbers(row, key) {
  return [...row.querySelectorAll("td")].map((cell) => (cell.dataset[key] ? Number(cell.dataset[key]) : null));
}

function lines(canvas) {
  const row = document.getElementById(canvas.dataset.row);
  const years = [...row.closest("table").querySelectorAll("thead th[data-year]")].map((cell) => cell.dataset.year);
  const datasets = LINES.map(([key, label, colour, dash]) => ({
    label, data: numbers(row, key), borderColor: colour, backgroundColor: colour, borderDash: dash, borderWidth: 2, pointRadius: 3, spanGaps: true,
  })).filter((set) => set.data.some((value) => value !== null));
  return {
    type: "line",
    data: { labels: years, datasets },
    options: {
      scales: { y: { beginAtZero: true, grace: "20%", suggestedMax: 35, ticks: { color: "#55606d", maxTicksLimit: 4, callback: (value) => `${value} %` }, grid: { color: "#e6e8e3" } }, x: { ticks: { color: "#55606d" }, grid: { display: false }, offset: true } },
      plugins: { legend: { display: false } },
    },
  };
}

if (window.Chart) {
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  Chart.defaults.animation = false;
  Chart.defaults.maintainAspectRatio = false;
  for (const canvas of document.querySelectorAll("canvas[data-row]")) new Chart(canvas, lines(canvas));
}
