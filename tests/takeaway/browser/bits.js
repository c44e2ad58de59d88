// Numbers as bits in hexadecimal, as programs of the examples read and write them.

/** The number of these bits. */
export function float(word) {
  return new Float32Array(Uint32Array.of(parseInt(word, 16)).buffer)[0];
}

/** The bits of an `f32`, in the same form. */
export function bits(number) {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, number);
  if (view.getFloat32(0) !== number) throw new Error(`${number} is no f32`);
  return view.getUint32(0).toString(16).padStart(8, "0");
}
