/**
 * OpenAI's dialect on the REST port: chat completions, responses, embeddings, models. The wire
 * format is private to this package. Facts from OpenAI's public API reference.
 */
@NullMarked
package io.colophon.gateway.openai;

import org.jspecify.annotations.NullMarked;
