// From strokes to what the network was trained on: images of the Optical Recognition of Handwritten
// Digits data set. There, a digit was scanned, made upright, scaled to fill 32 x 32 dots and thinned or
// thickened to always about the same ink; then the dots were counted in blocks of 4 x 4.

const SIDE = 32;
const BLOCK = 4;
const BLOCKS = SIDE / BLOCK;

/** Room for the middle line of the pen; the ink around it fills the frame. */
const WIDTH = 19;
const HEIGHT = 26;

/** How much more one direction may be stretched than the other. */
const STRETCH = 1.4;

/** Dots with ink: the data set has about as many in every image, whichever digit it shows. */
const INK = 300;

/** Half the width of the pen, at most: that of a `1` that is a bare line. */
const THICKEST = 4.5;

/** The largest slant that is taken out: one to the side for one up. */
const SLANT = 1;

/** Of strokes, each a list of `[x, y]` in any unit with y downwards, 64 pixels between 0 and 16. */
export function pixels(strokes) {
  const counts = new Array(BLOCKS * BLOCKS).fill(0);
  const segments = strokes.flatMap(lines);
  if (segments.length === 0) return counts;

  const distances = spread(fitted(upright(segments)));
  const radius = Math.min(THICKEST, distances.toSorted()[INK - 1]);
  distances.forEach((distance, dot) => {
    const row = Math.floor(dot / SIDE / BLOCK);
    const column = Math.floor((dot % SIDE) / BLOCK);
    if (distance <= radius) counts[row * BLOCKS + column] += 1;
  });
  return counts;
}

/** A stroke as segments `[x, y, x, y]`; a mere point is one, too. */
function lines(stroke) {
  if (stroke.length === 1) return [[...stroke[0], ...stroke[0]]];
  return stroke.slice(1).map((point, index) => [...stroke[index], ...point]);
}

/** Sheared, so that the ink leans to neither side. */
function upright(segments) {
  let length = 0;
  let [sumX, sumY] = [0, 0];
  for (const [x0, y0, x1, y1] of segments) {
    const weight = Math.hypot(x1 - x0, y1 - y0);
    length += weight;
    sumX += (weight * (x0 + x1)) / 2;
    sumY += (weight * (y0 + y1)) / 2;
  }
  if (length === 0) return segments;

  // Second moments about the mean, those of each segment about its own middle included.
  let [xy, yy] = [0, 0];
  for (const [x0, y0, x1, y1] of segments) {
    const weight = Math.hypot(x1 - x0, y1 - y0);
    const x = (x0 + x1) / 2 - sumX / length;
    const y = (y0 + y1) / 2 - sumY / length;
    xy += weight * (x * y + ((x1 - x0) * (y1 - y0)) / 12);
    yy += weight * (y * y + (y1 - y0) ** 2 / 12);
  }
  const slant = yy === 0 ? 0 : Math.max(-SLANT, Math.min(SLANT, xy / yy));
  return segments.map(([x0, y0, x1, y1]) => [x0 - slant * y0, y0, x1 - slant * y1, y1]);
}

/** Scaled and moved into the middle of the frame. */
function fitted(segments) {
  const xs = segments.flatMap(([x0, , x1]) => [x0, x1]);
  const ys = segments.flatMap(([, y0, , y1]) => [y0, y1]);
  const [left, right] = [min(xs), max(xs)];
  const [top, bottom] = [min(ys), max(ys)];
  // A line or a point has no width to scale by.
  const across = WIDTH / Math.max(right - left, 1e-6);
  const down = HEIGHT / Math.max(bottom - top, 1e-6);
  const scaleX = Math.min(across, down * STRETCH);
  const scaleY = Math.min(down, across * STRETCH);
  const place = (x, y) => [
    (x - (left + right) / 2) * scaleX + SIDE / 2,
    (y - (top + bottom) / 2) * scaleY + SIDE / 2,
  ];
  return segments.map(([x0, y0, x1, y1]) => [...place(x0, y0), ...place(x1, y1)]);
}

/** The distance of each dot's middle from the nearest segment. */
function spread(segments) {
  const distances = new Float64Array(SIDE * SIDE).fill(Infinity);
  for (const [x0, y0, x1, y1] of segments) {
    const [dx, dy] = [x1 - x0, y1 - y0];
    const squared = dx * dx + dy * dy;
    for (let dot = 0; dot < distances.length; dot++) {
      const x = (dot % SIDE) + 0.5 - x0;
      const y = Math.floor(dot / SIDE) + 0.5 - y0;
      const along = squared === 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy) / squared));
      const distance = Math.hypot(x - along * dx, y - along * dy);
      if (distance < distances[dot]) distances[dot] = distance;
    }
  }
  return distances;
}

// A drawing may have more points than a call may have arguments.
const min = (numbers) => numbers.reduce((a, b) => Math.min(a, b));
const max = (numbers) => numbers.reduce((a, b) => Math.max(a, b));
