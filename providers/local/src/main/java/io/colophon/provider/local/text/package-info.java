/**
 * Text from a small language model of our own that runs in plain Java. {@link
 * io.colophon.provider.local.text.LocalLanguageModel} is the only entrance. The way of a prompt:
 * {@code PromptReader} draws language, form and key words from it, {@code Tokenizer} turns them
 * into ids, {@code Decoder} computes the next token, {@code Sampler} draws it, {@code StopTexts}
 * lets the text out.
 *
 * <p>The same prompt, sampling and weights give the same text on every machine: sums run in a fixed
 * order, and exponentials and angles come from {@link StrictMath}.
 */
@NullMarked
package io.colophon.provider.local.text;

import org.jspecify.annotations.NullMarked;
