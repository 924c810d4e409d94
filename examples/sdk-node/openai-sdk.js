// OpenAI's own package against Colophon: only the base URL is another.
// node openai-sdk.js http://127.0.0.1:8080/v1 [key]
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import OpenAI, { toFile } from "openai";

const [baseURL, key = "none", recording] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: key, maxRetries: 0, timeout: 30_000 });
const question = [{ role: "user", content: "Say what you always say." }];
const LABELED = "This answer comes from memory.\n\nAI生成 · AI-generated";

const cases = {
  async chat() {
    const { data, response } = await client.chat.completions
      .create({ model: "chat", messages: question })
      .withResponse();
    assert.equal(data.choices[0].message.content, LABELED);
    assert.equal(data.choices[0].finish_reason, "stop");
    assert.ok(data.usage.completion_tokens > 0);
    assert.equal(response.headers.get("x-colophon-label"), "cn+eu");
    assert.ok(response.headers.get("x-colophon-request-id"));
    assert.ok(response.headers.get("x-colophon-cost"));
  },

  async stream() {
    const stream = await client.chat.completions.create({
      model: "chat",
      messages: question,
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = "";
    let usage;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta?.content ?? "";
      usage = chunk.usage ?? usage;
    }
    assert.equal(text, LABELED);
    assert.ok(usage.completion_tokens > 0);
  },

  async relayed() {
    const answer = await client.chat.completions.create({
      model: "relay",
      messages: question,
      a_field_of_tomorrow: { kept: true },
    });
    assert.equal(answer.choices[0].message.content, "From the vendor.\n\nAI生成 · AI-generated");
    assert.equal(answer.vendor_field, "untouched");
  },

  async relayedStream() {
    const stream = await client.chat.completions.create({
      model: "relay",
      messages: question,
      stream: true,
    });
    let text = "";
    let finish;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta?.content ?? "";
      finish = chunk.choices[0]?.finish_reason ?? finish;
    }
    assert.equal(text, "From the vendor.\n\nAI生成 · AI-generated");
    assert.equal(finish, "stop");
  },

  async tools() {
    const answer = await client.chat.completions.create({
      model: "chat",
      messages: question,
      tools: [{ type: "function", function: { name: "depth", parameters: { type: "object" } } }],
    });
    assert.equal(answer.choices[0].finish_reason, "tool_calls");
    assert.equal(answer.choices[0].message.tool_calls[0].function.name, "depth");
  },

  async schema() {
    const answer = await client.chat.completions.create({
      model: "chat",
      messages: question,
      response_format: {
        type: "json_schema",
        json_schema: { name: "answer", schema: { type: "object" } },
      },
    });
    assert.deepEqual(JSON.parse(answer.choices[0].message.content), { answer: "from memory" });
  },

  async responses() {
    const answer = await client.responses.create({ model: "chat", input: "Say it." });
    assert.equal(answer.output_text, LABELED);
    assert.equal(answer.status, "completed");
  },

  async responsesStream() {
    const stream = await client.responses.create({ model: "chat", input: "Say it.", stream: true });
    let text = "";
    let done = false;
    for await (const event of stream) {
      if (event.type === "response.output_text.delta") text += event.delta;
      if (event.type === "response.completed") done = true;
    }
    assert.equal(text, LABELED);
    assert.ok(done);
  },

  async embeddings() {
    const answer = await client.embeddings.create({ model: "vectors", input: ["one", "two"] });
    assert.equal(answer.data.length, 2);
    assert.deepEqual(Array.from(answer.data[0].embedding), [1, 2]);
  },

  async models() {
    const names = [];
    for await (const model of client.models.list()) names.push(model.id);
    assert.ok(names.includes("chat"), names.join());
  },

  async images() {
    const answer = await client.images.generate({ model: "image", prompt: "A lake", size: "256x256" });
    const png = Buffer.from(answer.data[0].b64_json, "base64");
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    assert.ok(png.includes("AIGC"), "the picture bears the metadata label");
  },

  async speech() {
    const answer = await client.audio.speech.create({
      model: "speech",
      voice: "alloy",
      input: "Good morning.",
      response_format: "wav",
    });
    const wav = Buffer.from(await answer.arrayBuffer());
    assert.equal(wav.subarray(0, 4).toString(), "RIFF");
  },

  async transcription() {
    const answer = await client.audio.transcriptions.create({
      model: "transcript",
      file: await toFile(await readFile(recording), "recording.wav"),
    });
    assert.ok(answer.text.startsWith("This answer comes from memory."), answer.text);
  },

  async errors() {
    await assert.rejects(
      client.chat.completions.create({ model: "no-such-model", messages: question }),
      (error) => error instanceof OpenAI.NotFoundError && error.code === "MODEL_NOT_FOUND",
    );
    await assert.rejects(
      client.chat.completions.create({ model: "limited", messages: question }),
      (error) => error instanceof OpenAI.APIError && error.status === 503,
    );
    await assert.rejects(
      client.chat.completions.create({ model: "chat", messages: [{ role: "wizard", content: "" }] }),
      OpenAI.BadRequestError,
    );
  },

  // Two seconds a request: who is refused waits as long as Retry-After says, and is let in.
  async waits() {
    let statuses;
    const patient = client.withOptions({
      maxRetries: 5,
      fetch: async (...request) => {
        const response = await fetch(...request);
        statuses.push(response.status);
        return response;
      },
    });
    for (let calls = 0; calls < 100 && !statuses?.includes(429); calls++) {
      statuses = [];
      const answer = await patient.chat.completions.create({ model: "paced", messages: question });
      assert.equal(answer.choices[0].message.content, LABELED);
    }
    assert.deepEqual(statuses, [429, 200]); // asked again once, and not too early
  },

  async timeout() {
    await assert.rejects(
      client.chat.completions.create({ model: "slow", messages: question }, { timeout: 300 }),
      OpenAI.APIConnectionTimeoutError,
    );
  },

  async cancel() {
    const stream = await client.chat.completions.create({
      model: "slow",
      messages: question,
      stream: true,
    });
    for await (const chunk of stream) {
      if (chunk.choices[0]?.delta?.content) break; // leaving the loop aborts the request
    }
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
