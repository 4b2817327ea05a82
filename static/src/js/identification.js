// Sliders say their value; a school's charts are drawn from the table below them; arrows lead from school to school on the picture.
"use strict";

document.addEventListener("input", (event) => {
  const output = document.getElementById(event.target.dataset.shows || "");
  if (output) output.value = event.target.value;
});

// The schools of the picture are one stop of the Tab key: arrows go to the next one to the right, to the left, above, below.
const place = (link) => { const box = link.getBoundingClientRect(); return { x: box.x + box.width / 2, y: box.y + box.height / 2 }; };
const AHEAD = {
  ArrowRight: (from, to) => [to.x - from.x, to.y - from.y], ArrowLeft: (from, to) => [from.x - to.x, to.y - from.y],
  ArrowDown: (from, to) => [to.y - from.y, to.x - from.x], ArrowUp: (from, to) => [from.y - to.y, to.x - from.x],
};

function nearest(links, current, key) {
  const from = place(current);
  const found = links.filter((link) => link !== current).map((link) => [link, ...AHEAD[key](from, place(link))]).filter(([, ahead]) => ahead > 0);
  found.sort((a, b) => a[1] + 2 * Math.abs(a[2]) - b[1] - 2 * Math.abs(b[2]));
  return found.length ? found[0][0] : null;
}

for (const frame of document.querySelectorAll("[data-points]")) {
  const links = [...frame.querySelectorAll("svg.quadrants a")];
  links.forEach((link, index) => link.setAttribute("tabindex", index === links.length - 1 ? "0" : "-1"));
  const said = frame.querySelector(".quadrant-said");
  for (const name of ["focusin", "mouseover"]) {
    frame.addEventListener(name, (event) => { if (event.target.closest("a")) said.textContent = event.target.closest("a").getAttribute("aria-label"); });
  }
  frame.addEventListener("keydown", (event) => {
    const current = event.target.closest("a");
    if (!current || !AHEAD[event.key]) return;
    event.preventDefault();
    const next = nearest(links, current, event.key);
    if (!next) return;
    current.setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
}

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
