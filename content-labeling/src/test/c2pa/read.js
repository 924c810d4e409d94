// Prints what a reader of C2PA finds in a file, as JSON; "None" is the state of a file without manifest.
// Usage: node read.js [--ts] [--anchors ANCHORS.pem] [--ekus OIDS.txt] FILE MEDIA-TYPE
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { read as ts } from './ts.js';
import { read as wasm } from './wasm.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { ts: { type: 'boolean' }, anchors: { type: 'string' }, ekus: { type: 'string' } },
});
const [file, type] = positionals;
const trust = {};
if (values.anchors) trust.trust_anchors = readFileSync(values.anchors, 'utf8');
if (values.ekus) trust.trust_config = readFileSync(values.ekus, 'utf8');
const { store, ...found } = values.ts ? await ts({ file }) : await wasm({ file, type, context: { trust } });
console.log(JSON.stringify(found, null, 2));
