package io.colophon.gateway.config;

import io.colophon.gateway.config.unit.LimitAmount;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Checks limits: forms that go together, none twice; what they name and count, elsewhere. */
final class LimitChecks {
  private static final Set<LimitWindow> CALENDAR = EnumSet.of(LimitWindow.DAY, LimitWindow.MONTH);

  private final CrossCheck check;
  private final LimitSubjectChecks subjects;
  private final LimitUsageChecks usage;
  private final Map<Object, String> seen = new HashMap<>();

  private LimitChecks(CrossCheck check) {
    this.check = check;
    this.subjects = new LimitSubjectChecks(check);
    this.usage = new LimitUsageChecks(check);
  }

  static void run(CrossCheck check) {
    LimitChecks checks = new LimitChecks(check);
    check.bound().each(LimitConfig.class, checks::limit);
  }

  private record Identity(
      LimitSubject subject, String match, LimitDimension dimension, Object per) {}

  private void limit(String path, LimitConfig limit) {
    boolean fits = fits(path + ".amount", limit.dimension(), limit.amount());
    limit.burst().ifPresent(burst -> burst(path + ".burst", burst, limit, fits));
    window(path, limit);
    Identity identity =
        new Identity(limit.subject(), limit.match().describe(), limit.dimension(), limit.per());
    String other = seen.putIfAbsent(identity, path);
    if (other != null) {
      check.refuse(path, "limits the same as " + other + ", expected one of them");
    }
    subjects.check(path, limit);
    usage.check(path, limit);
  }

  private void window(String path, LimitConfig limit) {
    if (limit.dimension() == LimitDimension.CONCURRENCY) {
      limit.per().ifPresent(per -> check.refuse(path + ".per", "concurrency has no window"));
      limit.burst().ifPresent(burst -> check.refuse(path + ".burst", "concurrency has no burst"));
    } else if (limit.per().isEmpty()) {
      check.refuse(
          path + ".per",
          "required key is missing, expected one of second, minute, hour, day, month");
    } else if (limit.burst().isPresent() && CALENDAR.contains(limit.per().get())) {
      check.refuse(path + ".burst", "a budget of a day or month has no burst");
    }
  }

  private boolean fits(String path, LimitDimension dimension, LimitAmount amount) {
    try {
      LimitUnits.units(dimension, amount);
      return true;
    } catch (IllegalArgumentException unfit) {
      check.refuse(path, "value \"" + amount + "\": " + unfit.getMessage());
      return false;
    }
  }

  private void burst(String path, LimitAmount burst, LimitConfig limit, boolean amountFits) {
    if (fits(path, limit.dimension(), burst)
        && amountFits
        && burst.value().compareTo(limit.amount().value()) > 0) {
      check.refuse(path, "value \"" + burst + "\": expected at most amount, " + limit.amount());
    }
  }
}
