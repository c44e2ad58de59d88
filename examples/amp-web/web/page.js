// Puts the parts together: a string, the pedal, the loudspeaker.

import { RATE, createPedal, load } from "./pedal.js";
import { pluck } from "./string.js";

const SECONDS = 4;
/** The strings of a chord of E minor, in hertz. */
const STRINGS = [82.4, 123.5, 164.8, 196.0, 246.9, 329.6];

const element = (id) => document.getElementById(id);
const say = (text) => (element("answer").textContent = text);

/** Starts the sound, which a browser allows when a button is pressed. */
async function start(bytes) {
  const context = new AudioContext({ sampleRate: RATE });
  const pedal = await createPedal(context, bytes);
  pedal.addEventListener("processorerror", () => say("The pedal stopped: see the console."));
  pedal.connect(context.destination);
  return { context, pedal };
}

function run(bytes) {
  let sound = null;
  let next = 0;

  function turn(pedal) {
    pedal.parameters.get("on").value = element("on").checked ? 1 : 0;
  }

  element("pluck").addEventListener("click", async () => {
    const { context, pedal } = await (sound ??= start(bytes));
    turn(pedal);
    await context.resume();
    const buffer = new AudioBuffer({ length: RATE * SECONDS, sampleRate: RATE });
    const frequency = STRINGS[next];
    next = (next + 1) % STRINGS.length;
    buffer.copyToChannel(pluck(frequency, RATE, SECONDS), 0);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.connect(pedal);
    source.start();
    say(`A string of ${frequency} hertz.`);
  });
  element("on").addEventListener("change", async () => {
    if (sound) turn((await sound).pedal);
  });
  element("pluck").disabled = false;
  say("Pluck a string.");
}

try {
  const bytes = await load(new URL("amp.wasm", import.meta.url));
  element("size").textContent = (bytes.byteLength / 1000).toFixed(1);
  run(bytes);
} catch (error) {
  say(`amp.wasm cannot be loaded: ${error.message}. Use \`./run\`.`);
}
