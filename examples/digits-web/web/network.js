// The WebAssembly module: `src/lib.rs` on the other side.

export const PIXELS = 64;
export const DIGITS = 10;
export const MAPS = 8;

/** Fetches the module; gives its size in bytes, and the network as a function. */
export async function load(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  const bytes = await response.arrayBuffer();
  const { instance } = await WebAssembly.instantiate(bytes);
  return { size: bytes.byteLength, network: connect(instance.exports) };
}

/**
 * Of 64 pixels between 0 and 16, the ten probabilities, and the feature maps of the first layer, each of 64 numbers. Every
 * number is an f32.
 */
export function connect({ set_pixel, classify, probability, feature }) {
  return (pixels) => {
    for (let index = 0; index < PIXELS; index++) set_pixel(index, pixels[index]);
    classify();
    const list = (length, number) => Array.from({ length }, (_, index) => number(index));
    return {
      probabilities: list(DIGITS, probability),
      maps: list(MAPS, (map) => list(PIXELS, (pixel) => feature(pixel * MAPS + map))),
    };
  };
}
