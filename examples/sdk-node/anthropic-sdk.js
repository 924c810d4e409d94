// Anthropic's own package against Colophon: only the base URL is another.
// node anthropic-sdk.js http://127.0.0.1:8080 [key]
import assert from "node:assert/strict";
import Anthropic from "@anthropic-ai/sdk";

const [baseURL, key = "none"] = process.argv.slice(2);
const client = new Anthropic({ baseURL, apiKey: key, maxRetries: 0, timeout: 30_000 });
const question = { max_tokens: 64, messages: [{ role: "user", content: "Say it." }] };
const LABELED = "This answer comes from memory.\n\nAI生成 · AI-generated";

const cases = {
  async message() {
    const { data, response } = await client.messages
      .create({ model: "chat", ...question })
      .withResponse();
    assert.equal(data.content[0].text, LABELED);
    assert.equal(data.stop_reason, "end_turn");
    assert.equal(response.headers.get("x-colophon-label"), "cn+eu");
  },

  async stream() {
    const stream = client.messages.stream({ model: "chat", ...question });
    assert.equal(await stream.finalText(), LABELED);
  },

  async relayedStream() {
    const stream = client.messages.stream({ model: "claude", ...question });
    const message = await stream.finalMessage();
    assert.equal(message.content[0].text, "A lake.\n\nAI生成 · AI-generated");
    assert.equal(message.usage.cache_read_input_tokens, 11);
  },

  async tools() {
    const answer = await client.messages.create({
      model: "chat",
      ...question,
      tools: [{ name: "depth", input_schema: { type: "object" } }],
    });
    assert.equal(answer.stop_reason, "tool_use");
    assert.equal(answer.content.at(-1).name, "depth");
  },

  async countTokens() {
    const answer = await client.messages.countTokens({ model: "chat", messages: question.messages });
    assert.ok(answer.input_tokens > 0);
  },

  async errors() {
    await assert.rejects(
      client.messages.create({ model: "no-such-model", ...question }),
      Anthropic.NotFoundError,
    );
    await assert.rejects(
      client.messages.create({ model: "limited", ...question }),
      (error) => error instanceof Anthropic.APIError && error.status === 503,
    );
  },

  async timeout() {
    await assert.rejects(
      client.messages.create({ model: "slow", ...question }, { timeout: 300 }),
      Anthropic.APIConnectionTimeoutError,
    );
  },
};

for (const [name, run] of Object.entries(cases)) {
  try {
    await run();
    console.log(`ok ${name}`);
  } catch (failure) {
    console.log(`FAILED ${name}: ${failure.stack ?? failure}`);
  }
}
