package io.colophon.gateway.meter;

import io.colophon.gateway.pipeline.OutputGaps;
import io.colophon.gateway.pipeline.Times;
import io.colophon.metering.ledger.SettledEntry;

/** Is told of every settlement, right after it was made. Must be quick and must not throw. */
public interface SettlementListener {

  /** Something was settled that was no caller's generation: what the platform pays. */
  void settled(SettledEntry entry);

  /**
   * A caller's generation was settled.
   *
   * @param times of the generation, up to now
   * @param gaps between the outputs of its upstream
   */
  default void settled(SettledEntry entry, Times times, OutputGaps gaps) {
    settled(entry);
  }

  /** Nobody listens. */
  SettlementListener NOBODY = entry -> {};
}
