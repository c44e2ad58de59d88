// The page's side of the pedal.

/** Samples a second of the sounds that the network was trained with. */
export const RATE = 48000;

/** Fetches the WebAssembly module. */
export async function load(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return response.arrayBuffer();
}

/** Makes a node of a context that plays its input, one channel, through the network. */
export async function createPedal(context, bytes) {
  await context.audioWorklet.addModule(new URL("processor.js", import.meta.url));
  return new AudioWorkletNode(context, "pedal", {
    channelCount: 1,
    channelCountMode: "explicit",
    outputChannelCount: [1],
    processorOptions: { bytes },
  });
}
