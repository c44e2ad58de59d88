// The audio thread's side: an instance of the WebAssembly module for each node.

class Pedal extends AudioWorkletProcessor {
  /** 1: the network plays; 0: the samples pass as they are. */
  static parameterDescriptors = [
    { name: "on", defaultValue: 1, minValue: 0, maxValue: 1, automationRate: "k-rate" },
  ];

  constructor({ processorOptions }) {
    super();
    const module = new WebAssembly.Module(processorOptions.bytes);
    const { memory, block, input, output, process } = new WebAssembly.Instance(module).exports;
    // The module's memory does not grow, so that these stay where they are.
    this.dry = new Float32Array(memory.buffer, input(), block());
    this.wet = new Float32Array(memory.buffer, output(), block());
    this.play = process;
  }

  process([inputs], [[samples]], { on }) {
    // Without a source there are no channels: silence.
    if (inputs.length > 0) samples.set(inputs[0]);
    for (let start = 0; start < samples.length; start += this.dry.length) {
      const part = samples.subarray(start, start + this.dry.length);
      this.dry.set(part);
      // Also when it is off: its state is that of the moment when it is switched on.
      this.play(part.length);
      if (on[0] >= 0.5) part.set(this.wet.subarray(0, part.length));
    }
    return true;
  }
}

registerProcessor("pedal", Pedal);
