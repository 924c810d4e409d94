// Prints a text as it comes. The last event carries the receipt.
import { connect, headers, request } from './colophon.js';

const { generation } = connect();
const events = generation.StreamGenerate(request('TEXT', 'chat', 'Write a line about the sea.'), headers(), {
  deadline: Date.now() + 30_000,
});
for await (const event of events) {
  if (event.started) {
    console.log(`from ${event.started.target}`);
  } else if (event.text_delta) {
    process.stdout.write(event.text_delta.text);
  } else if (event.finished) {
    console.log(`\nfinished: ${event.finished.reason}`);
  }
}
