// Puts the parts together: strokes, their pixels, the network, the bars and the feature maps.

import { Drawing } from "./drawing.js";
import { EXAMPLES } from "./examples.js";
import { DIGITS, MAPS, load } from "./network.js";
import { pixels } from "./pixels.js";

/** A feature of this size is as dark as can be; few are larger. */
const STRONG = 2;

const element = (id) => document.getElementById(id);
const percent = (probability) => `${Math.round(probability * 100)} %`;

const bars = Array.from({ length: DIGITS }, (_, digit) => {
  const item = document.createElement("li");
  item.innerHTML = `<span class="digit">${digit}</span>
    <div class="bar" role="meter" aria-label="${digit}" aria-valuemin="0" aria-valuemax="100"></div>
    <span class="share" aria-hidden="true"></span>`;
  element("bars").append(item);
  return item;
});

/** Probabilities, or nothing where nothing is drawn. */
function showBars(probabilities) {
  const best = probabilities?.indexOf(Math.max(...probabilities));
  bars.forEach((item, digit) => {
    const probability = probabilities?.[digit] ?? 0;
    const bar = item.querySelector(".bar");
    // All digits of it: the number can be read back as it was.
    bar.style.setProperty("--probability", probability);
    bar.setAttribute("aria-valuenow", Math.round(probability * 100));
    bar.setAttribute("aria-valuetext", percent(probability));
    item.querySelector(".share").textContent = probabilities ? percent(probability) : "";
    item.classList.toggle("best", digit === best);
  });
}

const maps = Array.from({ length: MAPS }, () => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [8, 8];
  element("maps").append(canvas);
  return canvas;
});

/** Numbers of 8 x 8 pixels, from 0 to `full`; larger ones are as dark as it. */
function showPixels(canvas, numbers, full) {
  const context = canvas.getContext("2d");
  context.clearRect(0, 0, 8, 8);
  context.fillStyle = getComputedStyle(canvas).color;
  numbers.forEach((number, index) => {
    context.globalAlpha = Math.min(number / full, 1);
    context.fillRect(index % 8, Math.floor(index / 8), 1, 1);
  });
}

function sentence(probabilities) {
  if (!probabilities) return "Draw a digit from 0 to 9.";
  const [[first, p], [second, q]] = [...probabilities.entries()].sort((a, b) => b[1] - a[1]);
  if (p >= 0.8) return `This is a ${first} (${percent(p)}).`;
  return `Perhaps a ${first} (${percent(p)}), or a ${second} (${percent(q)}).`;
}

function run(network) {
  let due = false;
  const drawing = new Drawing(element("drawing"), (done) => {
    // Once for each picture on the screen, however many points a pen reports.
    if (!due) requestAnimationFrame(show);
    due = true;
    // The sentence is read out by screen readers: only when a stroke is finished.
    if (done) requestAnimationFrame(say);
  });

  let probabilities = null;
  function show() {
    due = false;
    const counts = pixels(drawing.strokes);
    const seen = drawing.strokes.length > 0 ? network(counts) : null;
    probabilities = seen?.probabilities ?? null;
    showBars(probabilities);
    showPixels(element("seen"), counts, 16);
    maps.forEach((canvas, map) => showPixels(canvas, seen?.maps[map] ?? [], STRONG));
  }
  function say() {
    element("answer").textContent = sentence(probabilities);
  }

  let next = 0;
  element("example").addEventListener("click", () => {
    drawing.show(EXAMPLES[next]);
    next = (next + 1) % EXAMPLES.length;
  });
  element("clear").addEventListener("click", () => drawing.show([]));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") drawing.show([]);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  drawing.show([]);
}

try {
  const { size, network } = await load(new URL("digits.wasm", import.meta.url));
  element("size").textContent = (size / 1000).toFixed(1);
  run(network);
} catch (error) {
  element("answer").textContent = `digits.wasm cannot be loaded: ${error.message}. Use \`./run\`.`;
}
