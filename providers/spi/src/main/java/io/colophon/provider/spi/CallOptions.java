package io.colophon.provider.spi;

/**
 * How one attempt is to be carried out.
 *
 * @param generationId id of the generation, also sent upstream where the vendor has a place for it;
 *     the same for every attempt of one generation
 * @param deadlineNanos when the caller stops waiting, on the clock of {@link
 *     ProviderContext#ticker()}; a provider that passes it ends the stream with {@link
 *     FailureKind#TIMED_OUT}
 */
public record CallOptions(String generationId, long deadlineNanos) {}
