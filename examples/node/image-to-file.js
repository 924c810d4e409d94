// Writes a picture to a file piece by piece, without ever holding all of it. Arguments: address, file.
import fs from 'node:fs';
import { connect, headers, request } from './colophon.js';

const { generation } = connect();
const file = process.argv[3] ?? 'picture.png';
const size = { image: { width: 512, height: 512, format: 'image/png' } };
const out = fs.openSync(file, 'w');
for await (const event of generation.StreamGenerate(request('IMAGE', 'image', 'a red boat on a lake', size), headers())) {
  if (event.media_chunk) {
    fs.writeSync(out, event.media_chunk.data);
  } else if (event.finished) {
    console.log(`wrote ${file}, label ${event.finished.receipt.labels[0].implicit.carrier}`);
  }
}
fs.closeSync(out);
