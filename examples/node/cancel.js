// Goes away in the middle of a text. The gateway stops the model, records what went out and settles
// what was used so far. Arguments: address, model.
import { connect, headers, request, status } from './colophon.js';

const { generation } = connect();
const model = process.argv[3] ?? 'chat';
const events = generation.StreamGenerate(request('TEXT', model, 'Tell a long story.'), headers());
let pieces = 0;
events.on('data', (event) => {
  if (event.text_delta && ++pieces === 2) {
    events.cancel();
  }
});
events.on('error', (failure) => {
  if (failure.code !== status.CANCELLED) {
    throw failure;
  }
  console.log(`cancelled after ${pieces} pieces`);
});
