/**
 * OpenAI's API and the many hosts that speak it: chat completions, responses, embeddings, images,
 * speech and transcription. Written from the public API reference
 * (platform.openai.com/docs/api-reference, as of November 2026) and from what compatible hosts
 * document of their own.
 */
@NullMarked
package io.colophon.provider.vendors.openai;

import org.jspecify.annotations.NullMarked;
