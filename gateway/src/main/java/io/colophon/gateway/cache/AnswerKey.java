package io.colophon.gateway.cache;

import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.config.AnswerCacheConfig;
import io.colophon.gateway.config.ModelConfig;
import io.colophon.gateway.config.RouteConfig;
import io.colophon.gateway.labels.LabelPolicy;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.routing.Deployment;
import io.colophon.gateway.routing.RoutePlan;
import io.colophon.provider.spi.TargetModel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What two requests must share to share an answer: everything that an upstream is told, who may
 * answer, and among whom answers are shared. A reload that changes the route, a deployment or a
 * model's facts changes the key, so that nothing from before is given again.
 *
 * @param scope among whom it is shared
 * @param route the route's settings
 * @param places who may answer, by name
 * @param request a digest of the request, and of the caller's own words where these are relayed
 */
record AnswerKey(String scope, RouteConfig route, List<Place> places, String request) {

  /** Deployments are the same object for as long as a reload does not change them. */
  private record Place(Deployment deployment, TargetModel model, Optional<ModelConfig> facts) {
    static Place of(RoutePlan.RankedTarget ranked) {
      return new Place(
          ranked.target().deployment(), ranked.target().model(), ranked.target().facts());
    }

    private String name() {
      return deployment.name() + "/" + model.name();
    }
  }

  /** The key of a generation whose request is ready for its target. */
  static AnswerKey of(Generation generation, AnswerCacheConfig config) {
    Received received = generation.received();
    RoutePlan plan = generation.plan().orElseThrow();
    return new AnswerKey(
        scope(generation.admitted().orElseThrow().caller(), config),
        plan.route().config(),
        plan.targets().stream().map(Place::of).sorted(Comparator.comparing(Place::name)).toList(),
        RequestDigest.of(
            received.model(),
            received.request(),
            received.original(),
            received.strict(),
            LabelPolicy.of(generation).vendorLabel()));
  }

  private static String scope(Caller caller, AnswerCacheConfig config) {
    return switch (config.share()) {
      case GATEWAY -> "";
      case TENANT -> caller.tenant();
      case KEY -> caller.tenant() + "/" + caller.keyName().orElse("");
    };
  }
}
