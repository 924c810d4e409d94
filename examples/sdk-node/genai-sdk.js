// Google's own package against Colophon: only the base URL is another.
// node genai-sdk.js http://127.0.0.1:8080 [key]
import assert from "node:assert/strict";
import { ApiError, GoogleGenAI } from "@google/genai";

const [baseUrl, apiKey = "none"] = process.argv.slice(2);
const client = new GoogleGenAI({ apiKey, vertexai: false, httpOptions: { baseUrl } });
const LABELED = "This answer comes from memory.\n\nAI生成 · AI-generated";

const cases = {
  async content() {
    const answer = await client.models.generateContent({ model: "chat", contents: "Say it." });
    assert.equal(answer.text, LABELED);
    assert.ok(answer.usageMetadata.candidatesTokenCount > 0);
  },

  async stream() {
    const stream = await client.models.generateContentStream({ model: "chat", contents: "Say it." });
    let text = "";
    for await (const chunk of stream) text += chunk.text ?? "";
    assert.equal(text, LABELED);
  },

  async tools() {
    const answer = await client.models.generateContent({
      model: "chat",
      contents: "How deep is it?",
      config: { tools: [{ functionDeclarations: [{ name: "depth" }] }] },
    });
    assert.equal(answer.functionCalls[0].name, "depth");
  },

  async errors() {
    await assert.rejects(
      client.models.generateContent({ model: "no-such-model", contents: "Say it." }),
      (error) => error instanceof ApiError && error.status === 404,
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
