package io.colophon.gateway.pipeline;

/**
 * One try of the generation on one target.
 *
 * @param target as {@code provider/model}
 * @param outcome {@code ok}, {@code cancelled} or the kind of failure in lower case
 * @param durationNanos from the first call to the end of the attempt
 */
public record AttemptRecord(String target, String outcome, long durationNanos) {}
