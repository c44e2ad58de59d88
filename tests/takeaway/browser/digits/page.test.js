// The page in Chromium, as a person uses it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bits, float } from "../bits.js";
import { DESKTOP, PHONE, answer, clean, isAccessible, open, saying } from "../page.js";
import { native } from "./native.js";
import { EXAMPLES, best, moved } from "./site.js";

/** The next picture on the screen: by then the page has shown what was drawn. */
const settled = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Strokes on the drawing area, by what moves a pen: `down`, `move` and `up`. */
async function draw(page, strokes, pen) {
  const box = await page.locator("#drawing").boundingBox();
  const place = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
  await page.evaluate(() => {
    globalThis.finished = 0;
    globalThis.onpointerup = () => globalThis.finished++;
  });
  for (const [first, ...rest] of strokes) {
    await pen.down(...place(first));
    for (const point of rest) await pen.move(...place(point));
    await pen.up();
  }
  // A browser may pass on a touch later than it says.
  await page.waitForFunction((count) => globalThis.finished === count, strokes.length);
  await settled(page);
}

const mouse = (page) => ({
  down: (x, y) => page.mouse.move(x, y).then(() => page.mouse.down()),
  move: (x, y) => page.mouse.move(x, y, { steps: 3 }),
  up: () => page.mouse.up(),
});

async function finger(page) {
  const session = await page.context().newCDPSession(page);
  const send = (type, touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
  return {
    down: (x, y) => send("touchStart", [{ x, y }]),
    move: (x, y) => send("touchMove", [{ x, y }]),
    up: () => send("touchEnd", []),
  };
}

/** What a person sees: the bars with their numbers, the pixels in the small image, and the shades of the maps, from 0 to 1. */
const seen = (page) =>
  page.evaluate(() => {
    const shades = (canvas) => {
      const copy = new OffscreenCanvas(8, 8).getContext("2d", { willReadFrequently: true });
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, 8, 8);
      return Array.from({ length: 64 }, (_, index) => data[4 * index + 3] / 255);
    };
    const pixels = shades(document.querySelector("#seen")).map((shade) => Math.round(shade * 16));
    const maps = [...document.querySelectorAll("#maps canvas")].map(shades);
    const bars = [...document.querySelectorAll("#bars li")].map((item) => {
      const bar = item.querySelector(".bar");
      return {
        digit: item.querySelector(".digit").textContent,
        probability: Number(bar.style.getPropertyValue("--probability")),
        width: parseFloat(getComputedStyle(bar, "::before").width) / bar.clientWidth,
        share: item.querySelector(".share").textContent,
        spoken: bar.getAttribute("aria-valuetext"),
        best: item.classList.contains("best"),
      };
    });
    return { pixels, maps, bars };
  });

/** The bars are what the native network says of the pixels, to the bit, and look like it; so do the maps. */
function isNative({ pixels, maps, bars }) {
  const probabilities = bars.map((bar) => bar.probability);
  const [wanted] = native([pixels]);
  assert.deepEqual(probabilities.map(bits), wanted.probabilities, `${pixels}`);
  assert.equal(maps.length, 8);
  maps.flat().forEach((shade, index) => {
    const full = Math.min(float(wanted.maps.flat()[index]) / 2, 1);
    assert.ok(Math.abs(shade - full) < 0.01, `feature ${index} is shown as ${shade}, not ${full}`);
  });
  bars.forEach((bar, digit) => {
    assert.equal(bar.digit, `${digit}`);
    assert.ok(Math.abs(bar.width - bar.probability) < 0.02, `${bar.width} for ${bar.probability}`);
    assert.equal(bar.share, `${Math.round(bar.probability * 100)} %`);
    assert.equal(bar.spoken, bar.share);
    assert.equal(bar.best, digit === best(probabilities));
  });
  return best(probabilities);
}

test("digits drawn with the mouse are recognised, to the bit as natively", () =>
  open(
    DESKTOP,
    clean(async (page) => {
      const hands = [
        (x, y) => [x, y],
        (x, y) => [0.05 + x / 3, 0.6 + y / 3],
        (x, y) => [x + 0.2 * (0.5 - y), y],
      ];
      for (const [digit, strokes] of EXAMPLES.entries()) {
        for (const hand of hands) {
          await page.getByRole("button", { name: "Clear" }).click();
          await draw(page, moved(strokes, hand), mouse(page));
          assert.equal(isNative(await seen(page)), digit);
          assert.match(await answer(page), new RegExp(`a ${digit} `));
        }
      }
    }),
  ));

test("the bars move while the mouse is down", () =>
  open(
    DESKTOP,
    clean(async (page) => {
      const halves = [];
      const pen = mouse(page);
      const watched = {
        ...pen,
        move: async (x, y) => {
          await pen.move(x, y);
          await settled(page);
          halves.push(await seen(page));
        },
      };
      await draw(page, EXAMPLES[3], watched);
      halves.forEach(isNative);
      const images = new Set(halves.map(({ pixels }) => pixels.join()));
      assert.ok(images.size > 8, `${images.size} images`);
    }),
  ));

test("the keyboard alone shows examples and clears", () =>
  open(
    DESKTOP,
    clean(async (page) => {
      const focused = () => page.evaluate(() => document.activeElement.textContent);
      await page.keyboard.press("Tab");
      assert.equal(await focused(), "Clear");
      await page.keyboard.press("Tab");
      assert.equal(await focused(), "Show an example");
      for (let digit = 0; digit < 10; digit++) {
        await page.keyboard.press("Enter");
        await saying(page, `a ${digit} `);
        assert.equal(isNative(await seen(page)), digit);
      }
      await page.keyboard.press("Escape");
      await saying(page, "Draw a digit");
      const { pixels, maps, bars } = await seen(page);
      assert.ok([...pixels, ...maps.flat()].every((ink) => ink === 0));
      assert.ok(bars.every((bar) => bar.probability === 0 && bar.share === "" && !bar.best));
    }),
  ));

test("a finger draws on a phone, and the page neither scrolls nor is too wide", () =>
  open(
    PHONE,
    clean(async (page) => {
      for (const digit of [2, 4, 6]) {
        await page.getByRole("button", { name: "Clear" }).tap();
        await draw(page, EXAMPLES[digit], await finger(page));
        assert.equal(isNative(await seen(page)), digit);
      }
      const [scrolled, width, room] = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return [scrollY, scrollWidth, clientWidth];
      });
      assert.equal(scrolled, 0);
      assert.ok(width <= room, `${width} of ${room} pixels`);
      await page.screenshot({ path: `${process.env.SCREENSHOTS}/phone.png` });
    }),
  ));

for (const colorScheme of ["light", "dark"]) {
  test(`the page is accessible and looks right in ${colorScheme}`, () =>
    open(
      { ...DESKTOP, colorScheme },
      clean(async (page) => {
        await draw(page, EXAMPLES[8], mouse(page));
        await page.screenshot({ path: `${process.env.SCREENSHOTS}/${colorScheme}.png` });
        // The ink is seen on the paper: the brightest and the darkest dot are far apart.
        const [low, high] = await page.evaluate(() => {
          const canvas = document.querySelector("#drawing");
          const light = (color) => Math.max(...color.match(/\d+/g).slice(0, 3).map(Number));
          const style = getComputedStyle(canvas);
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          const at = data.findIndex((part, index) => index % 4 === 3 && part === 255);
          const ink = light(`${data[at - 3]} ${data[at - 2]} ${data[at - 1]}`);
          return [ink, light(style.backgroundColor)].sort((a, b) => a - b);
        });
        assert.ok(high - low > 150, `${low} on ${high}`);

        await isAccessible(page);
      }),
    ));
}

test("the page says so if the module is not there", () =>
  open(
    DESKTOP,
    async (page) => assert.match(await answer(page), /cannot be loaded/),
    (page) => page.route("**/digits.wasm", (route) => route.abort()),
  ));
