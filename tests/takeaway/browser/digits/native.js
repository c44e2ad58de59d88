// What the same Rust code says on this computer.

import { execFileSync } from "node:child_process";

/** Of images of 64 pixels, the bits of ten probabilities each, and of eight feature maps of 64 numbers. */
export function native(images) {
  const input = images.map((pixels) => pixels.join(",")).join("\n");
  const output = execFileSync(process.env.NATIVE, { input, encoding: "utf8", maxBuffer: 2 ** 24 });
  return output
    .trim()
    .split("\n")
    .map((line) => {
      const words = line.split(" ");
      const features = words.slice(10);
      const maps = Array.from({ length: 8 }, (_, map) => features.filter((_, index) => index % 8 === map));
      return { probabilities: words.slice(0, 10), maps };
    });
}
