package io.colophon.gateway.admission;

import io.colophon.gateway.pipeline.AttemptUse;

/**
 * What one attempt holds on the limits of the provider it goes to. To be ended where the attempt
 * ends, in whatever way; a hold that is forgotten ends with its lease. Thread-safe.
 */
public interface AttemptHold {
  /** Nothing limits the provider. */
  AttemptHold NONE = use -> {};

  /**
   * Counts what the attempt used and gives the rest back. Harmless when it has ended.
   *
   * @param use of this attempt
   */
  void end(AttemptUse use);
}
