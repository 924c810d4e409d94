// Waits for a text only 50 ms. The gateway stops the model when the caller's time is over.
// Arguments: address, model.
import { call, connect, request, status } from './colophon.js';

const { generation } = connect();
const model = process.argv[3] ?? 'chat';
try {
  const response = await call(generation, 'Generate', request('TEXT', model, 'Tell a long story.'), {
    deadline: Date.now() + 50,
  });
  console.log(response.outputs[0].text);
} catch (failure) {
  if (failure.code !== status.DEADLINE_EXCEEDED) {
    throw failure;
  }
  console.log('not ready within 50 ms');
}
