package io.colophon.gateway.config;

import io.colophon.gateway.config.unit.Count;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Checks limits: forms that go together, names that exist, none twice. */
final class LimitChecks {
  private static final Set<LimitWindow> CALENDAR = EnumSet.of(LimitWindow.DAY, LimitWindow.MONTH);

  private final CrossCheck check;
  private final Map<Object, String> seen = new HashMap<>();

  private LimitChecks(CrossCheck check) {
    this.check = check;
  }

  static void run(CrossCheck check) {
    LimitChecks checks = new LimitChecks(check);
    check.bound().each(LimitConfig.class, checks::limit);
  }

  private record Identity(LimitSubject subject, LimitDimension dimension, Object per) {}

  private void limit(String path, LimitConfig limit) {
    whole(path + ".amount", limit.amount());
    limit.burst().ifPresent(burst -> burst(path + ".burst", burst, limit));
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
    String other =
        seen.putIfAbsent(new Identity(limit.subject(), limit.dimension(), limit.per()), path);
    if (other != null) {
      check.refuse(path, "limits the same as " + other + ", expected one of them");
    }
  }

  private void whole(String path, Count count) {
    if (!count.fitsLong()) {
      check.refuse(
          path, "value \"" + count + "\": expected a whole number of at most " + Long.MAX_VALUE);
    }
  }

  private void burst(String path, Count burst, LimitConfig limit) {
    whole(path, burst);
    if (burst.compareTo(limit.amount()) > 0) {
      check.refuse(path, "value \"" + burst + "\": expected at most amount, " + limit.amount());
    }
  }
}
