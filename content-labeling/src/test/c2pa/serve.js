// Answers questions about files until its input ends: one JSON object a line in, one a line out.
// {"ask": "wasm" | "ts" | "sign", ...}; the other fields are those of the function that answers.
import { createInterface } from 'node:readline';
import { read as ts } from './ts.js';
import { read as wasm, write as sign } from './wasm.js';

const answers = { wasm, ts, sign };

// Packages may print; the line out is for answers alone.
console.log = console.error;
for await (const line of createInterface({ input: process.stdin })) {
  const { ask, ...question } = JSON.parse(line);
  let answer;
  try {
    answer = await answers[ask](question);
  } catch (error) {
    answer = { error: String(error?.message ?? error) };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
}
