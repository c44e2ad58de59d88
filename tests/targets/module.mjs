// Runs the module that is named on the command line; what it prints goes to standard output.
import { readFileSync, writeSync } from "node:fs";

const print = (start, length) =>
  writeSync(1, new Uint8Array(instance.exports.memory.buffer, start, length));
const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const instance = new WebAssembly.Instance(module, { env: { print } });
process.exitCode = instance.exports.run() ? 0 : 1;
