package io.colophon.gateway.assembly;

import io.colophon.gateway.config.PolicyConfig;
import io.colophon.gateway.config.RouteConfig;
import io.colophon.gateway.config.RoutePolicy;
import io.colophon.gateway.config.StickTo;
import io.colophon.gateway.routing.Choice;
import io.colophon.gateway.routing.Target;
import io.colophon.gateway.routing.policy.CapacityP2c;
import io.colophon.gateway.routing.policy.ExpectedCompletion;
import io.colophon.gateway.routing.policy.LeastCost;
import io.colophon.gateway.routing.policy.Ordered;
import io.colophon.gateway.routing.policy.PeakEwmaP2c;
import io.colophon.gateway.routing.policy.PrefixAffinity;
import io.colophon.gateway.routing.policy.StickyKey;
import io.colophon.gateway.routing.policy.TargetPolicy;
import io.colophon.gateway.routing.policy.Weighted;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How routes choose. What a policy remembers is carried over a reload that changes neither the
 * policy nor the route's targets.
 */
final class PolicyBook {
  private static final double CARBON_BOUND = 1.5;
  private static final int BLOCK_CHARACTERS = 256;
  private static final int REMEMBERED = 65_536;
  private static final Duration KEEP = Duration.ofMinutes(10);
  private static final Duration LIMITED_PENALTY = Duration.ofSeconds(5);

  // Found in simulation: hits within three points of a router that sees every cache, see
  // docs/decisions/021.
  private static final double AFFINITY = 12;

  private final RandomGenerator random;
  private Map<Key, TargetPolicy> known = new HashMap<>();
  private Map<Key, TargetPolicy> next = new HashMap<>();

  private record Key(
      String route, RoutePolicy policy, PolicyConfig options, List<String> targets) {}

  /**
   * @param random thread-safe
   */
  PolicyBook(RandomGenerator random) {
    this.random = random;
  }

  /** A configuration is made; what it does not ask for is forgotten once it is in force. */
  synchronized void begin() {
    next = new HashMap<>();
  }

  /** The configuration is in force. */
  synchronized void applied() {
    known = next;
  }

  synchronized Choice of(RouteConfig route, List<Target> targets) {
    PolicyConfig options = route.policyOptions();
    Key key =
        new Key(
            route.displayName(),
            route.policy(),
            options,
            targets.stream().map(Target::name).toList());
    TargetPolicy before = known.get(key);
    TargetPolicy policy = before == null ? make(route.policy(), options) : before;
    next.put(key, policy);
    return new Choice(
        policy,
        random,
        route.policy() == RoutePolicy.STICKY_KEY
            ? Optional.of(StickTo.parse(options.stickTo().orElse("end-user")))
            : Optional.empty(),
        route.policy() == RoutePolicy.PREFIX_AFFINITY
            ? options.block().orElse(BLOCK_CHARACTERS)
            : 0);
  }

  private static TargetPolicy make(RoutePolicy policy, PolicyConfig options) {
    return switch (policy) {
      case ORDERED -> new Ordered();
      case WEIGHTED -> new Weighted();
      case CAPACITY_P2C -> new CapacityP2c();
      case PEAK_EWMA -> new PeakEwmaP2c(options.limitedPenalty().orElse(LIMITED_PENALTY).toNanos());
      case EXPECTED_COMPLETION -> new ExpectedCompletion();
      case LOWEST_PRICE ->
          LeastCost.ofMoney(options.latencyBound().orElse(Double.POSITIVE_INFINITY));
      case LOWEST_CARBON -> LeastCost.ofCarbon(options.latencyBound().orElse(CARBON_BOUND));
      case PREFIX_AFFINITY ->
          new PrefixAffinity(
              options.remembered().orElse(REMEMBERED),
              options.keep().orElse(KEEP).toNanos(),
              options.affinity().orElse(AFFINITY));
      case STICKY_KEY -> new StickyKey(options.loadBound().orElse(Double.POSITIVE_INFINITY));
    };
  }
}
