// The page's own modules, as they were built.

const site = `file://${process.env.SITE}/`;

export const MODULE = new URL("digits.wasm", site);
export const { connect } = await import(new URL("network.js", site));
export const { EXAMPLES } = await import(new URL("examples.js", site));
export const { pixels } = await import(new URL("pixels.js", site));

/** Strokes moved by a function of x and y. */
export function moved(strokes, move) {
  return strokes.map((stroke) => stroke.map(([x, y]) => move(x, y)));
}

/** The index of the largest. */
export const best = (numbers) => numbers.indexOf(Math.max(...numbers));
