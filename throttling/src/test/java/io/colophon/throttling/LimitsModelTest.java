package io.colophon.throttling;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random histories against a model that keeps every limit as an exact fraction. */
class LimitsModelTest {
  private static final int STEPS = 2_000;
  private static final Dimension[] USED = {
    Dimension.REQUESTS, Dimension.TOKENS, Dimension.MONEY, Dimension.CONCURRENCY
  };

  /** One limit, thought of in the simplest way: a bucket in units of 1 / window nanoseconds. */
  private static final class Bucket {
    final LimitRule rule;
    BigInteger scaledUsed = BigInteger.ZERO;
    long held;
    long lastNanos;
    String window = "";

    Bucket(LimitRule rule, long nanos) {
      this.rule = rule;
      this.lastNanos = nanos;
    }

    BigInteger scale() {
      return BigInteger.valueOf(Math.max(1, rule.per().nanos()));
    }

    void pass(long nanos, long millis) {
      LocalDate date = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).toLocalDate();
      String current =
          switch (rule.per()) {
            case DAY -> date.toString();
            case MONTH -> YearMonth.from(date).toString();
            default -> "";
          };
      if (!current.equals(window)) {
        scaledUsed = BigInteger.ZERO;
        window = current;
      }
      if (rule.per().isRate()) {
        BigInteger back =
            BigInteger.valueOf(nanos - lastNanos).multiply(BigInteger.valueOf(rule.amount()));
        scaledUsed = scaledUsed.subtract(back).max(BigInteger.ZERO);
      }
      lastNanos = nanos;
    }

    /** Whole units in use: a part of a unit that has not flowed back is in use as a whole. */
    long used() {
      return scaledUsed.add(scale()).subtract(BigInteger.ONE).divide(scale()).longValueExact();
    }

    boolean fits(long amount) {
      return used() + held + amount <= rule.capacity();
    }

    void use(long amount) {
      if (rule.dimension() != Dimension.CONCURRENCY) {
        scaledUsed = scaledUsed.add(BigInteger.valueOf(amount).multiply(scale()));
      }
    }
  }

  private record Open(Hold hold, Map<Bucket, Long> held, long deadline) {}

  private boolean lots;
  private long nanos = Long.MAX_VALUE - 1_000_000_000L;
  private long millis = Instant.parse("2027-02-27T00:00:00Z").toEpochMilli();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void history_random_everyDecisionAgreesWithTheModel(long seed) {
    run(seed, false);
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32})
  void history_withLots_neverMoreGenerousAndNeverMoreThanTheLagBehind(long seed) {
    run(seed, true);
  }

  private void run(long seed, boolean inAdvance) {
    SplittableRandom random = new SplittableRandom(seed);
    List<LimitRule> rules = rules(random);
    Limits limits = Limits.of(rules, 1_000, Sharing.NONE, 2, inAdvance);
    lots = inAdvance;
    LimitChain chain = limits.chain(List.of("tenant:t", "key:k"));
    List<Bucket> buckets = new ArrayList<>();
    rules.forEach(rule -> buckets.add(new Bucket(rule, nanos)));
    List<Open> open = new ArrayList<>();
    int grants = 0;
    int refusals = 0;
    for (int step = 0; step < STEPS; step++) {
      pass(random, buckets);
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3, 4 -> {
          limits.expire(nanos, millis);
          expire(open, buckets);
          Demand demand = demand(random);
          boolean fits = buckets.stream().allMatch(bucket -> bucket.fits(amount(bucket, demand)));
          boolean surely =
              buckets.stream()
                  .allMatch(bucket -> bucket.fits(amount(bucket, demand) + lag(bucket)));
          Decision decision = chain.acquire(demand, nanos, millis);
          boolean granted = decision instanceof Decision.Granted;
          assertThat(granted).as("seed %s step %s %s", seed, step, demand).isIn(surely, fits);
          if (decision instanceof Decision.Granted grant) {
            open.add(take(grant.hold(), buckets, demand));
            grants++;
          } else {
            refusals++;
          }
        }
        case 5, 6, 7 -> {
          if (!open.isEmpty()) {
            settle(random, open.remove(random.nextInt(open.size())));
          }
        }
        case 8 -> {
          if (!open.isEmpty()) {
            Open one = open.remove(random.nextInt(open.size()));
            one.hold().release(nanos, millis);
            one.held().forEach((bucket, amount) -> bucket.held -= amount);
          }
        }
        default -> {
          limits.expire(nanos, millis);
          expire(open, buckets);
        }
      }
      if (step % 5 == 0) {
        compare(limits, buckets, "seed " + seed + " step " + step);
      }
    }
    assertThat(grants).as("grants").isGreaterThan(100);
    assertThat(refusals).as("refusals").isGreaterThan(100);
  }

  private static List<LimitRule> rules(SplittableRandom random) {
    List<LimitRule> rules = new ArrayList<>();
    for (String subject : List.of("tenant:t", "key:*", "*")) {
      rules.add(
          LimitRule.of(subject, Dimension.REQUESTS, 1 + random.nextLong(13), Window.SECOND)
              .withBurst(5 + random.nextLong(20)));
      rules.add(LimitRule.of(subject, Dimension.TOKENS, 500 + random.nextLong(700), Window.MINUTE));
      rules.add(LimitRule.of(subject, Dimension.MONEY, 40_000_000_000_007L, Window.DAY));
      rules.add(LimitRule.of(subject, Dimension.MONEY, 70_000_000_000_003L, Window.HOUR));
    }
    rules.add(LimitRule.of("key:k", Dimension.CONCURRENCY, 9, Window.AT_ONCE));
    rules.add(LimitRule.of("tenant:t", Dimension.REQUESTS, 60_000, Window.MONTH));
    return rules;
  }

  private void pass(SplittableRandom random, List<Bucket> buckets) {
    long step =
        switch (random.nextInt(8)) {
          case 0 -> random.nextLong(10);
          case 1 -> random.nextLong(1_000_000_000L);
          case 2 -> random.nextLong(20_000_000_000L);
          default -> 0;
        };
    nanos += step;
    millis += random.nextInt(400) == 0 ? Duration.ofHours(random.nextInt(30)).toMillis() : 0;
    buckets.forEach(bucket -> bucket.pass(nanos, millis));
  }

  private static Demand demand(SplittableRandom random) {
    Demand demand = Demand.one("g", Duration.ofNanos(1 + random.nextLong(60_000_000_000L)));
    if (random.nextBoolean()) {
      demand = demand.with(Dimension.TOKENS, random.nextLong(300));
    }
    return random.nextBoolean()
        ? demand.with(Dimension.MONEY, random.nextLong(1_000_000_000_000L))
        : demand;
  }

  private static long amount(Bucket bucket, Demand demand) {
    return demand.amounts().get(bucket.rule.dimension()).orElse(0);
  }

  /** What may not have flowed back yet because it waited in a lot, in whole units. */
  private long lag(Bucket bucket) {
    if (!lots || !bucket.rule.per().isRate()) {
      return 0;
    }
    long nanos = Math.min(100_000_000L, bucket.rule.per().nanos() / 1_024);
    return 1 + (long) ((double) bucket.rule.amount() * nanos / bucket.rule.per().nanos());
  }

  private static Open take(Hold hold, List<Bucket> buckets, Demand demand) {
    Map<Bucket, Long> held = new HashMap<>();
    for (Bucket bucket : buckets) {
      long amount = amount(bucket, demand);
      if (bucket.rule.dimension() == Dimension.REQUESTS) {
        bucket.use(amount);
      } else {
        bucket.held += amount;
        held.put(bucket, amount);
      }
    }
    return new Open(hold, held, hold.deadlineNanos());
  }

  private void settle(SplittableRandom random, Open one) {
    Amounts used = Amounts.UNKNOWN;
    for (Dimension dimension : USED) {
      if (random.nextInt(4) > 0) {
        used =
            used.with(
                dimension,
                random.nextLong(dimension == Dimension.MONEY ? 1_100_000_000_000L : 330));
      }
    }
    one.hold().settle(used, nanos, millis);
    for (Map.Entry<Bucket, Long> entry : one.held().entrySet()) {
      Bucket bucket = entry.getKey();
      bucket.held -= entry.getValue();
      bucket.use(used.get(bucket.rule.dimension()).orElse(entry.getValue()));
    }
  }

  private void expire(List<Open> open, List<Bucket> buckets) {
    open.removeIf(
        one -> {
          boolean late = nanos - one.deadline() >= 0;
          if (late) {
            one.held().forEach((bucket, amount) -> bucket.held -= amount);
          }
          return late;
        });
  }

  private void compare(Limits limits, List<Bucket> buckets, String where) {
    List<LimitUsage> usage = limits.usage(nanos, millis);
    for (Bucket bucket : buckets) {
      for (LimitUsage found : usage) {
        if (found.rule().equals(bucket.rule)) {
          assertThat(found.used())
              .as("%s used of %s", where, bucket.rule)
              .isBetween(bucket.used(), bucket.used() + lag(bucket));
          assertThat(found.held()).as("%s held of %s", where, bucket.rule).isEqualTo(bucket.held);
        }
      }
    }
  }
}
