// Runs the tests that cargo built for wasm32-unknown-unknown. There is no output there: a test that fails traps, and the
// trace of the trap names it.

import { readFile } from "node:fs/promises";

const { instance } = await WebAssembly.instantiate(await readFile(process.argv[2]), {});
process.exitCode = instance.exports.main(0, 0);
