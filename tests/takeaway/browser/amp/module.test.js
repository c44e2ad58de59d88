// The module without a page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { bits } from "../bits.js";
import { TONE, native } from "./native.js";

const bytes = readFileSync(new URL("amp.wasm", `file://${process.env.SITE}/`));
const module = new WebAssembly.Module(bytes);

/** Plays samples by a new instance, some at a time. */
function play(samples, length) {
  const { memory, input, output, process } = new WebAssembly.Instance(module).exports;
  const played = [];
  for (let start = 0; start < samples.length; start += length) {
    const part = samples.slice(start, start + length);
    new Float32Array(memory.buffer, input()).set(part);
    process(part.length);
    played.push(...new Float32Array(memory.buffer, output(), part.length));
  }
  return played;
}

test("the module is small and needs nothing", () => {
  const weights = 4 * 1265;
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  assert.ok(bytes.length > weights, `${bytes.length} bytes: the weights are not there`);
  assert.ok(bytes.length < weights + 10_000, `${bytes.length} bytes, ${weights} of them weights`);
});

test("a tone has the bits of the native network, however long the blocks are", () => {
  const wanted = native(TONE);
  assert.equal(wanted.length, TONE.length);
  assert.notDeepEqual(wanted, TONE.map(bits));
  for (const length of [128, 37, 1]) assert.deepEqual(play(TONE, length).map(bits), wanted);
});

test("a length that is too large does no harm", () => {
  const instance = () => new WebAssembly.Instance(module).exports;
  const [some, many] = [instance(), instance()];
  some.process(some.block());
  many.process(2 ** 32 - 1);
  assert.deepEqual(many.memory.buffer, some.memory.buffer);
});
