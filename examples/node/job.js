// Starts a film as a job, waits for it, and writes it to a file. The job goes on without the caller:
// who knows the operation's name can ask for it later. Arguments: address, file.
import fs from 'node:fs';
import { call, connect, request } from './colophon.js';

const { generation, operations } = connect();
const file = process.argv[3] ?? 'film.mp4';
let operation = await call(generation, 'StartGeneration', request('VIDEO', 'video', 'waves at sunset'));
console.log(`started ${operation.name}`);
while (!operation.done) {
  operation = await call(operations, 'WaitOperation', { name: operation.name, timeout: { seconds: 10 } });
}
if (operation.error) {
  throw new Error(`the job failed: ${operation.error.message}`);
}
const film = operation.response.outputs[0].media;
fs.writeFileSync(file, film.data);
console.log(`wrote ${file}, ${film.mime_type}`);
