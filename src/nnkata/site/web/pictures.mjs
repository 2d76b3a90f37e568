// Draw the parts of a graded run, as the engine hands them out: plots, tables and tiles.
const SVG = "http://www.w3.org/2000/svg";

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

function drawn(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const coloured = (made, name) => { made.style.color = `var(--${name})`; return made; };

function plot({ caption, words, content: { x, y, shapes } }) {
  const legend = shapes.filter((shape) => shape.label).map((shape) =>
    element("span", {}, coloured(element("span", {}, shape.mark), shape.colour), ` ${shape.label}`));
  const paths = shapes.map((shape) =>
    coloured(drawn("path", { class: shape.kind, d: shape.path }), shape.colour));
  const [left, right, bottom, top] = [x.start, x.end, y.start, y.end];
  const marks = x.ticks.map(([at]) => `M${at} ${bottom}v3`).concat(y.ticks.map(([at]) => `M${left} ${at}h-3`));
  const text = (attributes, words) => drawn("text", attributes, words);
  const svg = drawn("svg", { viewBox: `0 0 ${right + 8} ${Math.round(bottom + 32)}` }, ...paths,
    drawn("path", { class: "axis", d: `M${left} ${top}V${bottom}H${right}${marks.join("")}` }),
    ...x.ticks.map(([at, value]) => text({ x: at, y: bottom + 14, "text-anchor": "middle" }, value)),
    ...y.ticks.map(([at, value]) => text({ x: left - 6, y: at, dy: ".35em", "text-anchor": "end" }, value)),
    text({ x: (left + right) / 2, y: bottom + 28, "text-anchor": "middle" }, x.label),
    text({ transform: `translate(10 ${(top + bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }, y.label));
  return element("figure", { class: "plot" }, element("figcaption", {}, caption),
    element("p", { class: "legend" }, ...legend), element("div", { role: "img", "aria-label": words }, svg));
}

function tiles({ caption, content }) {
  const items = content.map(([address, lines, words]) => element("li", {},
    element("img", { src: address, alt: words }), ...lines.map((line) => element("span", {}, line))));
  return element("figure", {}, element("figcaption", {}, caption), element("ul", { class: "tiles" }, ...items));
}

function table({ caption, content: [classes, rows] }) {
  const head = ["", ...classes].map((name) => element("th", { scope: "col" }, name));
  const body = rows.map((counts, row) => element("tr", {}, element("th", { scope: "row" }, classes[row]),
    ...counts.map((count, column) => element("td", { class: column === row ? "right" : count ? "wrong" : "number" }, String(count)))));
  return element("figure", { class: "wide", tabindex: 0 }, element("figcaption", {}, caption),
    element("table", { class: "confusions" }, element("tr", {}, ...head), ...body));
}

function pairs({ caption, content }) {
  const rows = content.map(([truth, answer, count]) =>
    element("tr", {}, ...[truth, answer, String(count)].map((text) => element("td", {}, text))));
  const head = ["true class", "predicted", "how often"].map((text) => element("th", { scope: "col" }, text));
  return element("figure", { class: "wide", tabindex: 0 }, element("figcaption", {}, caption),
    element("table", {}, element("tr", {}, ...head), ...rows));
}

const KINDS = { plot, tiles, table, pairs };

function metrics(rows) {
  const names = ["metric", "yours", "needed", "baseline runs", "guessing", "result"];
  const columns = [...names.keys()].filter((column) => rows.some((row) => row[column]));
  return element("div", { class: "wide", tabindex: 0 }, element("table", {},
    element("tr", {}, ...columns.map((column) => element("th", { scope: "col" }, names[column]))),
    ...rows.map((row) => element("tr", {}, ...columns.map((column) => element("td", {}, row[column]))))));
}

export function run({ goal, dataset, state, metrics: rows, parts, problems }) {
  const name = goal === dataset ? goal : `${goal} (${dataset})`;
  return element("section", { class: "run", "data-goal": goal },
    element("h3", {}, rows.length ? `${name}: ${state}` : `${name}: training`),
    ...(rows.length ? [metrics(rows)] : []),
    element("div", { class: "parts" }, ...parts.map((part) => KINDS[part.kind](part))),
    ...problems.map((problem) => element("p", { class: "quiet" }, problem)));
}

// A square to draw on with a mouse, a pen or a finger; `drawn` gets its pixels.
export function pad(canvas, drawn) {
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const { width: side } = canvas;
  let down = false;
  const clear = () => { pen.fillStyle = "#000"; pen.fillRect(0, 0, side, side); };
  const at = ({ clientX, clientY }) => {
    const box = canvas.getBoundingClientRect();
    return [(clientX - box.left) * side / box.width, (clientY - box.top) * side / box.height];
  };
  Object.assign(pen, { lineCap: "round", lineJoin: "round", lineWidth: side / 13, strokeStyle: "#fff" });
  clear();
  canvas.onpointerdown = (event) => {
    canvas.setPointerCapture(event.pointerId);
    down = true;
    pen.beginPath();
    pen.moveTo(...at(event));
    pen.lineTo(...at(event));
    pen.stroke();
  };
  canvas.onpointermove = (event) => { if (down) { pen.lineTo(...at(event)); pen.stroke(); } };
  canvas.onpointerup = canvas.onpointercancel = () => {
    down = false;
    const { data } = pen.getImageData(0, 0, side, side);
    drawn(Uint8Array.from({ length: side * side }, (_, pixel) => data[4 * pixel]), side);
  };
  return clear;
}
