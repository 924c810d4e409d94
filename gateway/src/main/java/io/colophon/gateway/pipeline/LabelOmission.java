package io.colophon.gateway.pipeline;

import java.time.Instant;
import java.util.Optional;

/**
 * A request for a copy without the label that people see or hear (Measures for Labelling, Article
 * 9), and who answers for it.
 *
 * @param agreement id of the agreement that puts the labelling duty on the requester; not empty
 * @param reason why; not empty
 * @param requester who asks, as the agreement knows him; not empty
 * @param acceptedAt when he accepted the agreement; empty when it was not told
 * @param deliveredTo who gets the copy; empty: the requester
 */
public record LabelOmission(
    String agreement,
    String reason,
    String requester,
    Optional<Instant> acceptedAt,
    Optional<String> deliveredTo) {

  /** Names nobody: omissions end up in messages. */
  @Override
  public String toString() {
    return "LabelOmission[agreement=" + agreement + "]";
  }
}
