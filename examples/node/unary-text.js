// Asks for a text, waits for all of it, and prints it with what it used.
import { call, connect, request } from './colophon.js';

const { generation } = connect();
const response = await call(generation, 'Generate', request('TEXT', 'chat', 'Write a line about the sea.'), {
  deadline: Date.now() + 30_000,
});
console.log(response.outputs[0].text);
console.log('usage', JSON.stringify(response.receipt.usage));
console.log('record', response.receipt.outputs[0].log_index ?? '0');
