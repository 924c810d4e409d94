package io.colophon.provider.local.text;

import io.colophon.provider.spi.FinishReason;

/**
 * A finished text.
 *
 * @param text all that was delivered, without the stop text
 * @param inputTokens tokens of the whole prompt
 * @param conditioningTokens tokens of what the network read in place of the prompt: language, form
 *     and key words
 * @param outputTokens tokens drawn, the end token not counted; those cut off by a stop text are
 *     counted, for they were computed
 * @param finish {@code STOP} at the end that the model chose or at a stop text, {@code LENGTH} when
 *     the asked number of tokens or the context was used up
 */
public record TextResult(
    String text, int inputTokens, int conditioningTokens, int outputTokens, FinishReason finish) {}
