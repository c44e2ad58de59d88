// The worklet and the page in Chromium.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bits } from "../bits.js";
import { DESKTOP, answer, clean, isAccessible, open, saying } from "../page.js";
import { TONE, native } from "./native.js";

/**
 * What an audio context without a loudspeaker plays: two channels, each by a pedal of its own, the left one with the
 * samples and the right one without a source. Both are switched to `on`, pairs of a sample's number and 1 or 0.
 */
const render = (page, samples, on) =>
  page.evaluate(
    async ({ samples, on }) => {
      const { RATE, createPedal, load } = await import("./pedal.js");
      const context = new OfflineAudioContext(2, samples.length, RATE);
      const bytes = await load("amp.wasm");
      const merger = new ChannelMergerNode(context, { numberOfInputs: 2 });
      merger.connect(context.destination);
      const pedals = [await createPedal(context, bytes), await createPedal(context, bytes)];
      pedals.forEach((pedal, channel) => {
        for (const [sample, value] of on) pedal.parameters.get("on").setValueAtTime(value, sample / RATE);
        pedal.connect(merger, 0, channel);
      });
      const buffer = new AudioBuffer({ length: samples.length, sampleRate: RATE });
      buffer.copyToChannel(Float32Array.from(samples), 0);
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(pedals[0]);
      source.start();
      const played = await context.startRendering();
      return [0, 1].map((channel) => Array.from(played.getChannelData(channel)));
    },
    { samples, on },
  );

test("a tone through the worklet has the bits of the native network, and each pedal a memory of its own", () =>
  open(
    DESKTOP,
    clean(async (page) => {
      const [left, right] = await render(page, TONE, []);
      assert.deepEqual(left.map(bits), native(TONE));
      assert.deepEqual(right.map(bits), native(TONE.map(() => 0)));
    }),
  ));

test("switched off, the pedal lets the tone pass as it is, and goes on as if it had been on", () =>
  open(
    DESKTOP,
    clean(async (page) => {
      // From block 10 to block 30.
      const [off, again] = [1280, 3840];
      const [left, right] = await render(page, TONE, [[off, 0], [again, 1]]);
      const wanted = (samples) =>
        native(samples).map((played, time) => (time >= off && time < again ? bits(samples[time]) : played));
      assert.deepEqual(left.map(bits), wanted(TONE));
      assert.deepEqual(right.map(bits), wanted(TONE.map(() => 0)));
    }),
  ));

/** Keeps what the page sends to the loudspeaker: `heard` gives the latest samples. */
const listen = (page) =>
  page.addInitScript(() => {
    const connect = AudioNode.prototype.connect;
    AudioNode.prototype.connect = function (target, ...rest) {
      if (target instanceof AudioDestinationNode) {
        const analyser = new AnalyserNode(this.context, { fftSize: 32_768 });
        connect.call(this, analyser);
        globalThis.heard = () => {
          const samples = new Float32Array(analyser.fftSize);
          analyser.getFloatTimeDomainData(samples);
          return samples;
        };
        globalThis.pedal = this;
      }
      return connect.call(this, target, ...rest);
    };
  });

test("a plucked string is heard, through the pedal and without it", () =>
  open(
    DESKTOP,
    clean(async (page) => {
      const loud = () => page.waitForFunction(() => globalThis.heard().some((sample) => Math.abs(sample) > 0.05));
      const on = () => page.evaluate(() => globalThis.pedal.parameters.get("on").value);
      await page.getByRole("button", { name: "Pluck a string" }).click();
      await saying(page, "82.4 hertz");
      assert.equal(await on(), 1);
      await loud();
      await page.getByRole("switch", { name: "Pedal on" }).click();
      await page.waitForFunction(() => globalThis.pedal.parameters.get("on").value === 0);
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Enter");
      await saying(page, "123.5 hertz");
      assert.equal(await on(), 0);
      await loud();
    }),
    listen,
  ));

for (const colorScheme of ["light", "dark"]) {
  test(`the page is accessible in ${colorScheme}`, () =>
    open(
      { ...DESKTOP, colorScheme },
      clean(async (page) => {
        await page.screenshot({ path: `${process.env.SCREENSHOTS}/pedal-${colorScheme}.png` });
        await isAccessible(page);
      }),
    ));
}

test("the page says so if the module is not there", () =>
  open(
    DESKTOP,
    async (page) => assert.match(await answer(page), /cannot be loaded/),
    (page) => page.route("**/amp.wasm", (route) => route.abort()),
  ));
