// What the same network says on this computer, and a sound for it.

import { execFileSync } from "node:child_process";

import { bits } from "../bits.js";

/** Returns the bits of what is played for some samples, from the initial state. */
export function native(samples) {
  const input = samples.map(bits).join("\n");
  return execFileSync(process.env.NATIVE, { input, encoding: "utf8" }).trim().split("\n");
}

/** A tone that dies away, and a silence: 100 blocks of 128 samples, and a part of one. */
export const TONE = Array.from({ length: 12_837 }, (_, time) => {
  const tone = 0.4 * Math.exp(-time / 2000) * Math.sin((2 * Math.PI * 82.4 * time) / 48_000);
  return time < 9000 ? Math.fround(tone) : 0;
});
