// The module without a page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { bits } from "../bits.js";
import { native } from "./native.js";
import { MODULE, best, connect } from "./site.js";

const bytes = readFileSync(MODULE);
const module = new WebAssembly.Module(bytes);
const { exports } = new WebAssembly.Instance(module);
const network = connect(exports);

test("the module is small and needs nothing", () => {
  const weights = 4 * (9 * 8 + 8 + 9 * 8 * 24 + 24 + 96 * 10 + 10);
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  assert.ok(bytes.length > weights, `${bytes.length} bytes: the weights are not there`);
  assert.ok(bytes.length < weights + 10_000, `${bytes.length} bytes, ${weights} of them weights`);
});

test("digits that were held out from training have the bits of the native network", () => {
  const lines = readFileSync(process.env.HELD_OUT, "utf8").trim().split("\n").slice(1);
  const samples = lines.map((line) => line.split(",").map(Number));
  assert.equal(samples.length, 450);
  const images = samples.map((sample) => sample.slice(0, 64));
  const wanted = native(images);
  let right = 0;
  images.forEach((image, index) => {
    const { probabilities, maps } = network(image);
    assert.deepEqual(probabilities.map(bits), wanted[index].probabilities);
    assert.deepEqual(maps.map((map) => map.map(bits)), wanted[index].maps);
    right += best(probabilities) === samples[index][64];
  });
  assert.equal(right, 444, "as models/digits_cnn.toml says");
});

test("an index that is too large does no harm", () => {
  const image = Array.from({ length: 64 }, (_, index) => index % 17);
  const before = network(image);
  for (const index of [64, 65, 2 ** 31, 2 ** 32 - 1]) exports.set_pixel(index, 16);
  assert.deepEqual(network(image), before);
  for (const digit of [10, 11, 2 ** 32 - 1]) assert.equal(exports.probability(digit), 0);
  for (const index of [512, 513, 2 ** 32 - 1]) assert.equal(exports.feature(index), 0);
});
