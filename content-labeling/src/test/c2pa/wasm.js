// C2PA's reference implementation (c2pa-rs as WebAssembly) as a reader and as a signer.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import init, { WasmBuilder, WasmReader } from '@contentauth/c2pa-wasm';
import { BytesBlob } from './blob.js';
import { signer } from './cose.js';

const wasm = createRequire(import.meta.url).resolve('@contentauth/c2pa-wasm/c2pa.wasm');
let ready;
const started = () => (ready ??= init({ module_or_path: readFileSync(wasm) }));

const entry = ({ code, url = '', explanation = '' }) => ({ code, url, explanation });
const codes = (found = {}) => ({
  success: (found.success ?? []).map(entry),
  informational: (found.informational ?? []).map(entry),
  failure: (found.failure ?? []).map(entry),
});

/** What it finds in a file; `context` is its own settings object, with trust anchors for instance. */
export async function read({ file, type, context = {} }) {
  await started();
  let reader;
  try {
    reader = await WasmReader.fromBytes(type, readFileSync(file), JSON.stringify(context));
  } catch (error) {
    const message = String(error?.message ?? error);
    if (/JumbfNotFound|no JUMBF|not found/i.test(message)) {
      return { state: 'None', active: '', ...codes(), deltas: [], store: null };
    }
    throw new Error(message);
  }
  try {
    const store = JSON.parse(reader.json());
    const results = store.validation_results ?? {};
    return {
      state: store.validation_state,
      active: store.active_manifest ?? '',
      ...codes(results.activeManifest),
      deltas: (results.ingredientDeltas ?? []).map((delta) => ({
        ingredient: delta.ingredientAssertionURI,
        ...codes(delta.validationDeltas),
      })),
      store,
    };
  } finally {
    reader.free();
  }
}

/**
 * Signs a copy of a file. `manifest` is a definition as c2pa-rs takes it; `parent` is a file that becomes
 * the parent ingredient.
 */
export async function write({ file, type, manifest, parent, out, context = {}, ...key }) {
  await started();
  const builder = WasmBuilder.fromJson(JSON.stringify(manifest), JSON.stringify(context));
  if (parent) {
    builder.setIntent('edit');
    const ingredient = JSON.stringify({ title: 'parent', relationship: 'parentOf' });
    await builder.addIngredientFromBlob(ingredient, type, new BytesBlob(readFileSync(parent)));
  }
  const signed = await builder.sign(signer(key), [], type, new BytesBlob(readFileSync(file)));
  writeFileSync(out, signed);
  builder.free();
  return { bytes: signed.length };
}
