// Reads a file with the reference implementation of C2PA (c2pa-rs as WebAssembly) and prints what it
// finds: "none" for no manifest, else the validation state. Usage: node read.js FILE MEDIA-TYPE
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import init, { WasmReader } from '@contentauth/c2pa-wasm';

const [file, mediaType] = process.argv.slice(2);
const wasm = createRequire(import.meta.url).resolve('@contentauth/c2pa-wasm/c2pa.wasm');
await init({ module_or_path: readFileSync(wasm) });
try {
  const reader = await WasmReader.fromBytes(mediaType, readFileSync(file), '{}');
  console.log(JSON.parse(reader.json()).validation_state);
} catch (error) {
  const text = String(error?.message ?? error);
  if (/JumbfNotFound|no JUMBF|not found/i.test(text)) {
    console.log('none');
  } else {
    console.error(text);
    process.exit(1);
  }
}
