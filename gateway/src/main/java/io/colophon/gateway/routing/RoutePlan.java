package io.colophon.gateway.routing;

import io.colophon.gateway.config.bind.KebabCase;
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

  /** The tier of a target that was drawn for this generation, such as a canary. */
  public static final int PREFERRED = 0;

  /** The tier of most targets. */
  public static final int ORDINARY = 1;

  /** The tier of targets that do not take every extension of the request. */
  public static final int ORDINARY_LOSING = 2;

  /** The tier of targets that are tried only after the others. */
  public static final int FALLBACK = 3;

  /** The tier of fallbacks that do not take every extension of the request. */
  public static final int FALLBACK_LOSING = 4;

  private static final String LOSING = ", does not take every extension";

  private final Route route;
  private final List<RankedTarget> targets;
  private final List<PassedOver> passedOver;
  private final TargetPolicy policy;
  private Ask ask; // guarded by this
  private final PlanCandidates candidates; // guarded by this

  /**
   * @param targets those that can serve the request, by tier and then in the order of the route; at
   *     least one
   * @param passedOver targets of the route that are not among them
   * @param policy chooses among them
   * @param ask what the policy is told of the generation
   * @param costs what it is expected to cost and emit at each
   */
  public RoutePlan(
      Route route,
      List<RankedTarget> targets,
      List<PassedOver> passedOver,
      TargetPolicy policy,
      Ask ask,
      ExpectedCosts costs) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("no targets: expected at least one");
    }
    this.route = route;
    this.targets = List.copyOf(targets);
    this.passedOver = List.copyOf(passedOver);
    this.policy = policy;
    this.ask = ask;
    this.candidates = new PlanCandidates(this.targets, costs, route.resilience().outliers());
  }

  /** A plan that knows nothing of the generation yet; see {@link #inform}. */
  public RoutePlan(Route route, List<RankedTarget> targets, List<PassedOver> passedOver) {
    this(
        route,
        targets,
        passedOver,
        route.choice().policy(),
        Ask.unknown(route.choice().random()),
        ExpectedCosts.UNKNOWN);
  }

  /** The route that was taken. */
  public Route route() {
    return route;
  }

  /**
   * All that can serve the request, by tier and then in the order of the route; never empty. For
   * jobs that are resumed, and for explanations; attempts are made in the order of {@link #next}.
   */
  public List<RankedTarget> targets() {
    return targets;
  }

  /** Targets of the route that the generation may not go to, or cannot. */
  public List<PassedOver> passedOver() {
    return passedOver;
  }

  /** What the policy is told of the generation. */
  public synchronized Ask ask() {
    return ask;
  }

  /** Tells the policy what it may want to know of the generation, before the first attempt. */
  synchronized void inform(Ask told, ExpectedCosts costs) {
    ask = told;
    candidates.costs(costs);
  }

  /**
   * Chooses whom to ask next, anew by how things stand now, among those that were not {@link
   * #tried} and are open; of a higher tier only where no lower one has any. Marks nothing.
   *
   * @return empty if none is open
   */
  public synchronized Optional<RankedTarget> next(long nowNanos) {
    for (int tier = PREFERRED; tier <= FALLBACK_LOSING; tier++) {
      if (candidates.look(tier, nowNanos)) {
        int chosen = policy.choose(candidates, ask, nowNanos);
        if (chosen != TargetPolicy.NONE) {
          return Optional.of(targets.get(chosen).withReason(reason(chosen)));
        }
      }
    }
    return Optional.empty();
  }

  private String reason(int chosen) {
    RankedTarget ranked = targets.get(chosen);
    return switch (ranked.tier()) {
      case PREFERRED -> ranked.reason();
      case ORDINARY -> byPolicy(chosen);
      case ORDINARY_LOSING -> byPolicy(chosen) + LOSING;
      case FALLBACK -> "fallback, " + byPolicy(chosen);
      default -> "fallback, " + byPolicy(chosen) + LOSING;
    };
  }

  private String byPolicy(int chosen) {
    return KebabCase.ofConstant(route.config().policy())
        + ", "
        + candidates.load(chosen).outstanding()
        + " under way there";
  }

  /** An attempt is made at it: it is not chosen again. */
  public synchronized void tried(RankedTarget ranked) {
    candidates.tried(ranked.target());
  }

  /** It may be chosen again: a retry. */
  public synchronized void giveBack(Target target) {
    candidates.giveBack(target);
  }

  /**
   * What the generation is expected to cost there, in the unit in which all of the plan's targets
   * can be told: billionths of the currency where each has a price, else work as in {@link
   * Ask#work()}.
   */
  public synchronized long cost(Target target) {
    for (RankedTarget ranked : targets) {
      if (candidates.priceOf(ranked.target()) < 0) {
        return (long) Math.ceil(ask.work());
      }
    }
    return candidates.priceOf(target);
  }

  /**
   * Whether an attempt may be made at it if it has room: it was not tried, does not rest and is not
   * ejected.
   */
  public synchronized boolean mayTry(RankedTarget ranked, long nowNanos) {
    return candidates.mayTry(ranked.target(), nowNanos);
  }

  /**
   * A target and why it stands where it does.
   *
   * @param reason for people, for instance {@code capacity-p2c, 3 under way there}
   * @param losses what of the request the target will not take, as far as is known before it is
   *     asked
   * @param tier where it stands whatever the policy says, see {@link #ORDINARY}: lower goes first
   */
  public record RankedTarget(Target target, String reason, List<Translation> losses, int tier) {
    private static final String EXTENSION = "extensions.";

    public RankedTarget {
      losses = List.copyOf(losses);
    }

    RankedTarget withReason(String other) {
      return new RankedTarget(target, other, losses, tier);
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
