package io.colophon.gateway.routing;

import io.colophon.gateway.routing.policy.Ask;
import io.colophon.gateway.routing.policy.TargetPolicy;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Translation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What routing decided for one generation: who can serve it, and, attempt by attempt, who is to be
 * asked next. Thread-safe.
 */
public final class RoutePlan {
  private final Route route;
  private final List<RankedTarget> targets;
  private final TargetPolicy policy;
  private final Ask ask;
  private final PlanCandidates candidates; // guarded by this

  /**
   * @param targets those that can serve the request, ordinary ones before fallbacks; at least one
   * @param policy chooses among them
   * @param ask what the policy is told of the generation
   * @param costs what it is expected to cost and emit at each
   */
  public RoutePlan(
      Route route, List<RankedTarget> targets, TargetPolicy policy, Ask ask, ExpectedCosts costs) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("no targets: expected at least one");
    }
    this.route = route;
    this.targets = List.copyOf(targets);
    this.policy = policy;
    this.ask = ask;
    this.candidates = new PlanCandidates(route, this.targets, costs);
  }

  /** The route that was taken. */
  public Route route() {
    return route;
  }

  /**
   * All that can serve the request, in the order of the route with fallbacks last; never empty. For
   * jobs that are resumed, and for explanations; attempts are made in the order of {@link #next}.
   */
  public List<RankedTarget> targets() {
    return targets;
  }

  /** What the policy is told of the generation. */
  public Ask ask() {
    return ask;
  }

  /**
   * Chooses whom to ask next, anew by how things stand now, among those that were not chosen before
   * and are open. A fallback is chosen only when nothing else is open.
   *
   * @return empty if none is open; see {@link #hasUntried()}
   */
  public synchronized Optional<RankedTarget> next(long nowNanos) {
    int chosen = choose(false, nowNanos);
    if (chosen == TargetPolicy.NONE) {
      chosen = choose(true, nowNanos);
    }
    if (chosen == TargetPolicy.NONE) {
      return Optional.empty();
    }
    candidates.take(chosen);
    return Optional.of(targets.get(chosen).withReason(reason(chosen)));
  }

  private int choose(boolean fallback, long nowNanos) {
    return candidates.look(fallback, nowNanos)
        ? policy.choose(candidates, ask, nowNanos)
        : TargetPolicy.NONE;
  }

  private String reason(int chosen) {
    return (targets.get(chosen).target().fallback() ? "fallback by " : "")
        + route.config().policy().id()
        + ", "
        + candidates.load(chosen).outstanding()
        + " under way there";
  }

  /** The attempt at it was not made after all: it may be chosen again. */
  public synchronized void giveBack(Target target) {
    candidates.giveBack(target);
  }

  /** Whether there are targets that were not chosen yet, open or not. */
  public synchronized boolean hasUntried() {
    return candidates.hasUntried();
  }

  /**
   * How long until a target that was not chosen yet ends its rest, in nanoseconds; 0 if one of them
   * does not rest, or if none is left.
   */
  public synchronized long restNanos(long nowNanos) {
    return candidates.restNanos(nowNanos);
  }

  /**
   * A target and why it stands where it does.
   *
   * @param reason for people, for instance {@code capacity-p2c, 3 under way there}
   * @param losses what of the request the target will not take, as far as is known before it is
   *     asked
   */
  public record RankedTarget(Target target, String reason, List<Translation> losses) {
    private static final String EXTENSION = "extensions.";

    public RankedTarget {
      losses = List.copyOf(losses);
    }

    RankedTarget withReason(String other) {
      return new RankedTarget(target, other, losses);
    }

    /**
     * The request as it goes there: for its model, and without extensions that it does not take.
     */
    public GenerationRequest request(GenerationRequest asked) {
      GenerationRequest request = asked.withModel(target.model());
      if (losses.isEmpty() || asked.prompt().extensions().isEmpty()) {
        return request;
      }
      Map<String, Object> taken = new HashMap<>(request.prompt().extensions());
      for (Translation loss : losses) {
        if (loss.parameter().startsWith(EXTENSION)) {
          taken.remove(loss.parameter().substring(EXTENSION.length()));
        }
      }
      return request.withPrompt(request.prompt().withExtensions(taken));
    }
  }
}
