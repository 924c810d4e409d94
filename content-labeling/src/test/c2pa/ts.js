// A second reader of C2PA, written independently of the reference implementation.
import { readFileSync } from 'node:fs';
import { BMFF, JPEG, MP3, PNG } from '@trustnxt/c2pa-ts/asset';
import { SuperBox } from '@trustnxt/c2pa-ts/jumbf';
import { ManifestStore, ValidationResult } from '@trustnxt/c2pa-ts/manifest';

/** What it finds in a file. It knows no trust anchors, so its best state is Valid. */
export async function read({ file }) {
  const bytes = readFileSync(file);
  const Asset = [JPEG, PNG, BMFF, MP3].find((format) => format.canRead(bytes));
  if (!Asset) {
    throw new Error('UnsupportedType');
  }
  let result;
  let active = '';
  try {
    const asset = new Asset(bytes);
    const jumbf = await asset.getManifestJUMBF();
    if (!jumbf) {
      return { state: 'None', active, success: [], informational: [], failure: [], deltas: [] };
    }
    const store = ManifestStore.read(SuperBox.fromBuffer(jumbf));
    active = store.getActiveManifest()?.label ?? '';
    result = await store.validate(asset);
  } catch (error) {
    result = ValidationResult.fromError(error);
  }
  const entries = result.statusEntries.map(({ success, code, url = '', explanation = '' }) => ({
    success,
    code,
    url,
    explanation,
  }));
  return {
    state: result.isValid ? 'Valid' : 'Invalid',
    active,
    success: entries.filter((entry) => entry.success),
    informational: [],
    failure: entries.filter((entry) => !entry.success),
    deltas: [],
  };
}
