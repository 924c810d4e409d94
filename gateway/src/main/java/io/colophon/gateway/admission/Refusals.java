package io.colophon.gateway.admission;

import io.colophon.gateway.failure.QuotaViolation;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.standing.Standing;
import io.colophon.throttling.Decision;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitUsage;
import io.colophon.throttling.RetryAfter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a caller is told whom a limit refuses. */
final class Refusals {
  private Refusals() {}

  /**
   * The refusal.
   *
   * @param all how far the limits are used that the request must pass
   */
  static Refusal of(Decision.Refused refused, Counted counted, List<Standing> all, Instant now) {
    String subject = LimitScope.nameOf(refused.subject());
    Standing standing =
        all.stream()
            .filter(
                one ->
                    one.subject().equals(subject)
                        && one.dimension() == refused.rule().dimension()
                        && one.per() == refused.rule().per())
            .findFirst()
            .orElseGet(
                () -> Standing.of(new LimitUsage(refused.rule(), subject, 0, 0), subject, now));
    boolean never = refused.retryAfter() instanceof RetryAfter.Never;
    return Refusal.quota(
        new QuotaViolation(
            standing, counted(counted, refused), text(refused, standing, never), never, all),
        refused.retryAfter() instanceof RetryAfter.Exactly exactly
            ? exactly.delay()
            : null); // when generations under way end, nobody can say
  }

  /** The arithmetic of it: what is allowed, used, held and asked for. */
  private static String text(Decision.Refused refused, Standing standing, boolean never) {
    Dimension dimension = refused.rule().dimension();
    String limit =
        "limit of "
            + Shown.amount(refused.rule().amount(), dimension)
            + " "
            + (dimension == Dimension.CONCURRENCY
                ? "generations at the same time"
                : dimension.id() + " per " + refused.rule().per().id())
            + " for "
            + standing.subject()
            + ": ";
    if (never) {
      return limit
          + Shown.amount(refused.requested(), dimension)
          + " asked for, which is more than the limit ever allows";
    }
    return limit
        + Shown.amount(refused.remaining(), dimension)
        + " left ("
        + Shown.amount(standing.settled(), dimension)
        + " used, "
        + Shown.amount(standing.held(), dimension)
        + " held by generations under way), "
        + Shown.amount(refused.requested(), dimension)
        + " asked for";
  }

  private static Map<String, String> counted(Counted counted, Decision.Refused refused) {
    Map<String, String> dimensions = new TreeMap<>();
    dimensions.put("per", refused.rule().per().id());
    dimensions.put("tenant", counted.caller().tenant());
    counted.caller().team().ifPresent(team -> dimensions.put("team", team));
    counted.caller().keyName().ifPresent(key -> dimensions.put("key", key));
    dimensions.put("model", counted.model());
    dimensions.put("route", counted.route());
    return dimensions;
  }
}
