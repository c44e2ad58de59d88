// The WebAssembly module: `src/lib.rs` on the other side.

export const PIXELS = 64;
export const DIGITS = 10;

/** Fetches the module; gives its size in bytes, and the network as a function. */
export async function load(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  const bytes = await response.arrayBuffer();
  const { instance } = await WebAssembly.instantiate(bytes);
  const { set_pixel, classify, probability } = instance.exports;

  /** Of 64 pixels between 0 and 16, the ten probabilities; every one is an f32. */
  function network(pixels) {
    for (let index = 0; index < PIXELS; index++) set_pixel(index, pixels[index]);
    classify();
    return Array.from({ length: DIGITS }, (_, digit) => probability(digit));
  }
  return { size: bytes.byteLength, network };
}
