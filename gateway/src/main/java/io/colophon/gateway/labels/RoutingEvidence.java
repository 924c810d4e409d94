package io.colophon.gateway.labels;

import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.config.Audience;
import io.colophon.gateway.config.ModelConfig;
import io.colophon.gateway.meter.EndUserHash;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.routing.PassedOver;
import io.colophon.gateway.routing.Routing;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.routing.filter.Terms;
import io.colophon.labeling.policy.LabelRules;
import io.colophon.labeling.provenance.Personal;
import io.colophon.labeling.provenance.ProvenanceRecord;
import io.colophon.labeling.provenance.RoutingTerms;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the provenance log keeps of routing: that residency and filing held. */
final class RoutingEvidence {
  private static final int MOST_TARGETS = 32;

  private RoutingEvidence() {}

  /** Under which terms an output came about; empty where there were none. */
  static Optional<RoutingTerms> of(Generation generation) {
    Terms terms = generation.terms();
    if (terms.isNone()) {
      return Optional.empty();
    }
    Optional<Target> target = generation.target();
    return Optional.of(
        new RoutingTerms(
            terms.residency(),
            terms.audience().map(RoutingEvidence::id),
            target.flatMap(Target::region),
            target.flatMap(Target::facts).flatMap(ModelConfig::filing),
            Optional.empty()));
  }

  /**
   * The record of a generation that nothing might serve.
   *
   * @param unrecorded refusals before this one that have no record of their own
   */
  static ProvenanceRecord of(
      Received received,
      Caller caller,
      Routing.Refused refused,
      EndUserHash endUsers,
      Instant now,
      long unrecorded) {
    return new ProvenanceRecord(
            now,
            caller.tenant(),
            received.requestId(),
            0,
            new ProvenanceRecord.Origin(
                refused.route().name(), "", received.model().name(), "", Optional.empty()),
            ProvenanceRecord.Output.none(received.request().modality().id()),
            new ProvenanceRecord.Labels(
                Optional.empty(),
                List.of(),
                LabelRules.VERSION,
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            Optional.empty(),
            Optional.empty(),
            received.endUser().map(endUsers::hash).map(Personal::of))
        .withRouting(
            Optional.of(
                new RoutingTerms(
                    refused.terms().residency(),
                    refused.terms().audience().map(RoutingEvidence::id),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(
                        new RoutingTerms.Refusal(
                            refused.refusal().reason().name(),
                            refused.passedOver().stream()
                                .limit(MOST_TARGETS)
                                .map(RoutingEvidence::written)
                                .toList(),
                            unrecorded)))));
  }

  private static RoutingTerms.PassedOver written(PassedOver one) {
    return new RoutingTerms.PassedOver(one.target(), one.filter(), one.reason());
  }

  private static String id(Audience audience) {
    return audience.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
