/** Ollama's own API, which says more than its OpenAI-compatible one. */
@NullMarked
package io.colophon.provider.vendors.ollama;

import org.jspecify.annotations.NullMarked;
