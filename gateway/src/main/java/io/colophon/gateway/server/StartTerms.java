package io.colophon.gateway.server;

import io.colophon.gateway.config.ConfigChange;
import io.colophon.gateway.config.GatewayConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What of a configuration holds until the next start, however it is changed meanwhile. What listens
 * is opened once; what is stored is opened once. Where slots are shared, other gateways know for
 * how long a generation of this one may hold one from the day it started, so that its deadlines may
 * become shorter than they were then, but not longer.
 */
final class StartTerms {
  private static final List<String> ONLY_AT_START = List.of("server.", "storage.", "metrics.");

  /** Looked at whenever they are needed, although they stand among the others. */
  private static final List<String> AT_ONCE =
      List.of(
          "server.waiting.",
          "server.abandoned.",
          "server.late-watch",
          "server.drain-timeout",
          "server.default-deadline",
          "server.default-media-deadline");

  private static final String MAX_DEADLINE = "server.max-deadline";

  private final Optional<Duration> latestDeadline;

  /**
   * @param latestDeadline the longest that others were told of; empty where no slots are shared
   */
  StartTerms(Optional<Duration> latestDeadline) {
    this.latestDeadline = latestDeadline;
  }

  /** The terms of a gateway that starts so. */
  static StartTerms of(GatewayConfig initial) {
    return new StartTerms(initial.storage().limits().map(shared -> initial.server().maxDeadline()));
  }

  /** What comes into force of a later configuration. */
  GatewayConfig inForce(GatewayConfig next) {
    return latestDeadline
        .filter(latest -> next.server().maxDeadline().compareTo(latest) > 0)
        .map(latest -> next.withServer(next.server().withDeadlinesUpTo(latest)))
        .orElse(next);
  }

  /** The paths of those changes that take effect, or all of their effect, at the next start. */
  List<String> later(List<ConfigChange> changes) {
    return changes.stream().map(ConfigChange::path).filter(this::isLater).toList();
  }

  private boolean isLater(String path) {
    return path.equals(MAX_DEADLINE)
        ? latestDeadline.isPresent()
        : ONLY_AT_START.stream().anyMatch(path::startsWith)
            && AT_ONCE.stream().noneMatch(path::startsWith);
  }
}
