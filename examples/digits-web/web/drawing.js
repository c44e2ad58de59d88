// A canvas to draw on with a mouse, a pen or a finger.

/** The pen's width, relative to the canvas; the network takes no notice of it. */
const PEN = 0.05;

export class Drawing {
  /** Each a list of `[x, y]`, from 0 to 1 within the canvas. */
  strokes = [];

  #canvas;
  #pointer = null;
  #changed;

  /** Calls `changed(done)` whenever the strokes change; `done` is false while the pen is down. */
  constructor(canvas, changed) {
    this.#canvas = canvas;
    this.#changed = changed;
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      canvas.addEventListener(end, (event) => this.#up(event));
    }
    // No gesture of the browser's: after a quick stroke it would take the next tap, on a button, for
    // the end of a fling.
    canvas.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    new ResizeObserver(() => this.#paint()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#paint());
  }

  /** Other strokes in place of these, or none. */
  show(strokes) {
    this.strokes = strokes;
    this.#pointer = null;
    this.#paint();
    this.#changed(true);
  }

  // A second finger, or another button than the first, does not draw.
  #down(event) {
    if (this.#pointer !== null || event.button !== 0) return;
    this.#pointer = event.pointerId;
    this.#canvas.setPointerCapture(event.pointerId);
    this.strokes = [...this.strokes, [this.#position(event)]];
    this.#paint();
    this.#changed(false);
  }

  #move(event) {
    if (event.pointerId !== this.#pointer) return;
    const coalesced = event.getCoalescedEvents?.() ?? [];
    const events = coalesced.length > 0 ? coalesced : [event];
    this.strokes.at(-1).push(...events.map((each) => this.#position(each)));
    this.#paint();
    this.#changed(false);
  }

  #up(event) {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = null;
    this.#changed(true);
  }

  #position(event) {
    const box = this.#canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }

  #paint() {
    const canvas = this.#canvas;
    const size = Math.round(canvas.clientWidth * devicePixelRatio);
    if (canvas.width !== size || canvas.height !== size) [canvas.width, canvas.height] = [size, size];
    const context = canvas.getContext("2d");
    context.clearRect(0, 0, size, size);
    context.strokeStyle = getComputedStyle(canvas).color;
    context.lineWidth = PEN * size;
    context.lineCap = context.lineJoin = "round";
    for (const stroke of this.strokes) {
      context.beginPath();
      context.moveTo(...stroke[0].map((part) => part * size));
      // To where it began, first: a dot is a line, too.
      for (const point of stroke) context.lineTo(...point.map((part) => part * size));
      context.stroke();
    }
  }
}
