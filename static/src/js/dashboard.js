// Draws the dashboard's charts from the tables below them: one source of figures, and the table is the alternative.
"use strict";

const COLOURS = { ink: "#16202b", muted: "#55606d", rule: "#d9dcd6", accent: "#0f5c66", going: "#8fb3b8", bad: "#a3262a" };

function rowsOf(canvas) {
  const rows = [...document.querySelectorAll(`#${canvas.dataset.table} tbody tr`)].map((row) => row.dataset);
  return rows.filter((row) => canvas.dataset.unit === undefined || row.unit === canvas.dataset.unit);
}

function short(text) {
  return text.length > 48 ? `${text.slice(0, 47)}…` : text;
}

function wrapped(text) {
  const lines = [""];
  for (const word of short(text).split(" ")) {
    if ((lines.at(-1) + word).length > 26) lines.push("");
    lines[lines.length - 1] += `${word} `;
  }
  return lines.map((line) => line.trim());
}

const axis = { grid: { color: COLOURS.rule }, ticks: { color: COLOURS.muted, precision: 0 }, beginAtZero: true };
const names = { grid: { display: false }, ticks: { color: COLOURS.ink, autoSkip: false } };

const targetLines = {
  id: "targetLines",
  afterDatasetsDraw(chart) {
    const targets = chart.options.plugins.targetLines.values;
    const context = chart.ctx;
    context.save();
    chart.getDatasetMeta(0).data.forEach((bar, index) => {
      if (targets[index] === null) return;
      const x = chart.scales.x.getPixelForValue(targets[index]);
      // a white line under the dashes keeps them visible on the bar
      for (const [colour, width, dashes] of [["#ffffff", 4, []], [COLOURS.ink, 2, [4, 3]]]) {
        context.strokeStyle = colour;
        context.lineWidth = width;
        context.setLineDash(dashes);
        context.beginPath();
        context.moveTo(x, bar.y - bar.height / 2 - 5);
        context.lineTo(x, bar.y + bar.height / 2 + 5);
        context.stroke();
      }
    });
    context.restore();
  },
};

function indicators(canvas) {
  const rows = rowsOf(canvas);
  const values = rows.map((row) => (row.value === "" ? null : Number(row.value)));
  const targets = rows.map((row) => (row.target === "" ? null : Number(row.target)));
  return {
    type: "bar",
    data: { labels: rows.map((row) => wrapped(row.title)), datasets: [{ label: "значение", data: values, backgroundColor: COLOURS.accent, barThickness: 14 }] },
    options: {
      indexAxis: "y",
      scales: { x: { ...axis, suggestedMax: Math.max(...targets) }, y: names }, // a target that nobody has reached yet stays in sight
      plugins: { legend: { display: false }, targetLines: { values: targets } },
    },
    plugins: [targetLines],
  };
}

function sections(canvas) {
  const rows = rowsOf(canvas);
  const series = [["выполнено", "done", COLOURS.accent], ["в работе", "going", COLOURS.going], ["просрочено", "overdue", COLOURS.bad]];
  return {
    type: "bar",
    data: {
      labels: rows.map((row) => wrapped(row.title)),
      datasets: series.map(([label, key, colour]) => ({ label, data: rows.map((row) => Number(row[key])), backgroundColor: colour, barThickness: 14 })),
    },
    options: { indexAxis: "y", scales: { x: { ...axis, stacked: true }, y: { ...names, stacked: true } }, plugins: { legend: { position: "bottom", align: "start" } } },
  };
}

Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
Chart.defaults.animation = false;
Chart.defaults.maintainAspectRatio = false;

for (const canvas of document.querySelectorAll("canvas[data-chart]")) {
  const build = { indicators, sections }[canvas.dataset.chart];
  canvas.parentElement.classList.add(`chart-rows-${Math.min(12, rowsOf(canvas).length)}`);
  new Chart(canvas, build(canvas));
}
