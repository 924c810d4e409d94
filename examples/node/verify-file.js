// Hands a file to the gateway and learns which labels it bears and whether the log knows it.
// Arguments: address, file.
import fs from 'node:fs';
import { once } from 'node:events';
import { connect, headers } from './colophon.js';

const { provenance } = connect();
const verdict = new Promise((resolve, reject) => {
  const call = provenance.VerifyContent(headers(), (failure, answer) =>
    failure ? reject(failure) : resolve(answer));
  send(call).catch(reject);
});

async function send(call) {
  for await (const data of fs.createReadStream(process.argv[3])) {
    if (!call.write({ data })) {
      await once(call, 'drain');
    }
  }
  call.end();
}

const found = await verdict;
console.log(found.verdict);
for (const label of found.labels) {
  console.log(label.carrier, JSON.stringify(label.fields));
}
console.log(found.log_index === undefined ? 'not in the log' : `record ${found.log_index}`);
