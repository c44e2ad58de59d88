// What the same Rust code says on this computer.

import { execFileSync } from "node:child_process";

/** Of images of 64 pixels, the bits of ten probabilities each. */
export function native(images) {
  const input = images.map((pixels) => pixels.join(",")).join("\n");
  const output = execFileSync(process.env.NATIVE, { input, encoding: "utf8" });
  return output.trim().split("\n").map((line) => line.split(" "));
}

/** The bits of an `f32`, in the same form. */
export function bits(number) {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, number);
  if (view.getFloat32(0) !== number) throw new Error(`${number} is no f32`);
  return view.getUint32(0).toString(16).padStart(8, "0");
}
