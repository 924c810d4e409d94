package io.colophon.gateway.pipeline;

/**
 * One try of the generation on one target, or a target that was passed over.
 *
 * @param target as {@code provider/model}
 * @param outcome {@code ok}, {@code cancelled}, the kind of failure in lower case, or {@value
 *     #EXCLUDED} for a target that was not tried
 * @param durationNanos from the first call to the end of the attempt; 0 if there was none
 * @param reason why it was not tried, or was tried; for people, empty where there is nothing to say
 */
public record AttemptRecord(String target, String outcome, long durationNanos, String reason) {
  /** The outcome of a target that a filter passed over. */
  public static final String EXCLUDED = "excluded";

  /** An attempt of which there is nothing more to say. */
  public AttemptRecord(String target, String outcome, long durationNanos) {
    this(target, outcome, durationNanos, "");
  }

  /** Whether the target was not asked at all. */
  public boolean isExcluded() {
    return outcome.equals(EXCLUDED);
  }
}
