// `node module.mjs FILE` calls `sweep` of a module, `node module.mjs FILE INDEX` its `bits`; what it
// prints goes to standard output.
import { readFileSync, writeSync } from "node:fs";

const [file, index] = process.argv.slice(2);
const print = (start, length) =>
  writeSync(1, new Uint8Array(instance.exports.memory.buffer, start, length));
const module = new WebAssembly.Module(readFileSync(file));
const instance = new WebAssembly.Instance(module, { env: { print } });
if (index === undefined) instance.exports.sweep();
else instance.exports.bits(Number(index));
