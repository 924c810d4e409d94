package io.colophon.labeling.provenance;

import java.util.List;
import java.util.Optional;

/**
 * Under which terms a generation was routed, and for one that was refused for them, why.
 *
 * @param residency regions that it might be served in; empty for any
 * @param audience whom it is for, for instance {@code public-cn}; empty where nobody said
 * @param region where the target that served it runs; empty where nobody said, or none did
 * @param filing number under which the model that served it is filed; empty for none
 * @param refusal why nothing served it; empty for what was served
 */
public record RoutingTerms(
    List<String> residency,
    Optional<String> audience,
    Optional<String> region,
    Optional<String> filing,
    Optional<Refusal> refusal) {
  public RoutingTerms {
    residency = List.copyOf(residency);
  }

  /**
   * A generation that was not served.
   *
   * @param reason as the caller was told it, for machines
   * @param passedOver every target of the route that was taken
   * @param unrecorded refusals of the same tenant before this one that have no record of their own,
   *     since too many came at once
   */
  public record Refusal(String reason, List<PassedOver> passedOver, long unrecorded) {
    public Refusal {
      passedOver = List.copyOf(passedOver);
    }
  }

  /**
   * A target that might not serve it or could not.
   *
   * @param target as {@code provider/model}
   * @param filter what passed it over, for instance {@code residency}
   * @param reason in words
   */
  public record PassedOver(String target, String filter, String reason) {}
}
