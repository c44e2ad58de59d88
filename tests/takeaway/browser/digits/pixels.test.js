// From strokes to pixels.

import assert from "node:assert/strict";
import { test } from "node:test";

import { float } from "../bits.js";
import { native } from "./native.js";
import { EXAMPLES, best, moved, pixels } from "./site.js";

const INK = 300;
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

test("nothing drawn is blank, and a dot or a line is an image", () => {
  assert.deepEqual(pixels([]), new Array(64).fill(0));
  for (const strokes of [
    [[[0.5, 0.5]]],
    [[[0.5, 0.5], [0.5, 0.5]]],
    [[[0.5, 0.1], [0.5, 0.9]]],
    [[[0.1, 0.5], [0.9, 0.5]]],
  ]) {
    const image = pixels(strokes);
    assert.ok(sum(image) > 0, `${image}`);
    assert.ok(image.every((ink) => Number.isInteger(ink) && ink >= 0 && ink <= 16), `${image}`);
  }
});

test("the ink is about the same in every image", () => {
  for (const strokes of EXAMPLES) {
    const ink = sum(pixels(strokes));
    assert.ok(ink >= INK && ink < INK + 20, `${ink}`);
  }
});

test("place and size make no difference, and slant a small one", () => {
  for (const strokes of EXAMPLES) {
    const image = pixels(strokes);
    const difference = (move) => {
      const other = pixels(moved(strokes, move));
      return sum(image.map((ink, index) => Math.abs(ink - other[index])));
    };
    // A power of two rounds nothing away; other numbers may move a dot on the pen's edge.
    assert.equal(difference((x, y) => [x / 4, y / 4]), 0);
    assert.ok(difference((x, y) => [x / 3 + 0.6, y / 3 + 0.1]) <= 6);
    for (const slant of [-0.2, 0.3]) {
      const dots = difference((x, y) => [x + slant * y, y]);
      assert.ok(dots < INK / 5, `${dots} dots differ at ${slant}`);
    }
  }
});

test("a circle is centred and symmetric", () => {
  const turn = (step) => (2 * Math.PI * step) / 64;
  const circle = Array.from({ length: 65 }, (_, step) => [Math.cos(turn(step)), Math.sin(turn(step))]);
  const image = pixels([circle]);
  const at = (row, column) => image[8 * row + column];
  for (let row = 0; row < 8; row++) {
    for (let column = 0; column < 8; column++) {
      assert.ok(Math.abs(at(row, column) - at(row, 7 - column)) <= 1, `${image}`);
      assert.ok(Math.abs(at(row, column) - at(7 - row, column)) <= 1, `${image}`);
    }
  }
  assert.equal(at(3, 3) + at(3, 4) + at(4, 3) + at(4, 4), 0);
});

test("every example is recognised, drawn by an unsteady hand as well", () => {
  const hands = [
    (x, y) => [x, y],
    (x, y) => [x + 0.02 * Math.sin(9 * y), y],
    (x, y) => [x, y + 0.02 * Math.cos(11 * x)],
    (x, y) => [0.85 * x, y],
    (x, y) => [1.1 * x + 0.15 * y, y],
    (x, y) => [x * Math.cos(0.08) - y * Math.sin(0.08), x * Math.sin(0.08) + y * Math.cos(0.08)],
  ];
  const drawn = EXAMPLES.flatMap((strokes, digit) =>
    hands.map((hand) => ({ digit, image: pixels(moved(strokes, hand)) })),
  );
  const outputs = native(drawn.map(({ image }) => image));
  const wrong = drawn.filter(({ digit }, index) => best(outputs[index].probabilities.map(float)) !== digit);
  assert.deepEqual(wrong.map(({ digit }) => digit), []);
});
