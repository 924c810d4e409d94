package io.colophon.benchmarks.simulation.replicas;

import io.colophon.benchmarks.simulation.engine.Draws;
import io.colophon.benchmarks.simulation.engine.VirtualTime;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.lease.InMemoryLeaseStore;
import io.colophon.throttling.lease.LeaseSettings;
import io.colophon.throttling.lease.LeaseStore;
import io.colophon.throttling.lease.WhenAway;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Three gateways under one limit, asked for twice what it allows; one is cut off for 30 s. */
public final class ReplicaRun {
  static final int GATEWAYS = 3;
  private static final long CUT_NANOS = 30 * VirtualTime.SECOND;
  private static final long LONGEST = 2048;
  private static final long CHUNK = 256;
  private static final double MEAN = 300;
  private static final double SPEED = 50; // tokens per second of one answer

  /** How a gateway decides. */
  public enum Kind {
    CHECK_THEN_CHARGE("check, charge at the end"),
    SYNCED("local counters, synced each 10 ms"),
    HOLD_AT_STORE("hold at the store"),
    LEASES_REFUSE("leases, refusing without store"),
    LEASES_SAFE("leases, a tenth as safe capacity");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }
  }

  private final VirtualTime time = new VirtualTime();
  private final List<Limiter> limiters = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final Account account;
  private final long cutFrom;
  private final Draws sizes;
  private final long[] asked = new long[2];
  private final long[] granted = new long[2];
  private final long end;
  private long decisions;
  private long stopped;

  /**
   * @param rule on tokens; a budget or a rate
   * @param count decisions in all
   * @param perSecond decisions of all gateways together
   * @param cut whether one gateway is cut off, in the middle of the run
   */
  public ReplicaRun(
      Kind kind, LimitRule rule, int count, double perSecond, boolean cut, long seed) {
    this.end = (long) (count / perSecond * VirtualTime.SECOND);
    this.cutFrom = end * 3 / 8;
    this.sizes = Draws.of(seed, "sizes");
    double perNano = rule.per().isRate() ? (double) rule.amount() / 60e9 : 0;
    this.account = new Account(rule.capacity(), perNano, end / 2, end);
    CentralCounter counter = new CentralCounter(rule.capacity(), perNano);
    LeaseStore store =
        new InMemoryLeaseStore(
            time::now, () -> Leased.START_MILLIS + time.now() / 1_000_000, Runnable::run);
    for (int i = 0; i < GATEWAYS; i++) {
      boolean isCut = cut && i == 0;
      Link link = new Link(time, cutFrom, isCut ? cutFrom + CUT_NANOS : cutFrom);
      links.add(link);
      limiters.add(
          switch (kind) {
            case CHECK_THEN_CHARGE -> LimiterRivals.checkThenCharge(counter, link);
            case SYNCED -> new LimiterRivals.Synced(counter, link, end);
            case HOLD_AT_STORE -> LimiterRivals.holdAtStore(counter, link);
            case LEASES_REFUSE -> leased(rule, WhenAway.REFUSE, store, link, i, end, seed);
            case LEASES_SAFE -> leased(rule, WhenAway.SAFE_CAPACITY, store, link, i, end, seed);
          });
    }
    Draws gaps = Draws.of(seed, "gaps");
    arrive(gaps, count, perSecond);
    time.run();
  }

  private static Limiter leased(
      LimitRule rule,
      WhenAway whenAway,
      LeaseStore store,
      Link link,
      int number,
      long end,
      long seed) {
    LeaseSettings settings = LeaseSettings.of("gateway-" + number, GATEWAYS);
    Draws draws = Draws.of(seed, "gateway " + number);
    return new Leased(rule, whenAway, store, link, settings, end, draws);
  }

  private void arrive(Draws gaps, int left, double perSecond) {
    if (left > 0) {
      time.after(
          (long) (gaps.exponential(1 / perSecond) * VirtualTime.SECOND),
          () -> {
            arrive(gaps, left - 1, perSecond);
            decide(gaps.nextInt(GATEWAYS));
          });
    }
  }

  private void decide(int gateway) {
    decisions++;
    boolean whileCut = gateway == 0 && time.now() >= cutFrom && time.now() < cutFrom + CUT_NANOS;
    int when = whileCut ? 1 : 0;
    asked[when]++;
    double log = StrictMath.log(MEAN) - 0.5 + sizes.gaussian();
    long tokens = Math.max(1, Math.min(LONGEST, Math.round(StrictMath.exp(log))));
    limiters.get(gateway).ask(CHUNK, LONGEST, answer -> answered(answer, tokens, when));
  }

  private void answered(Optional<Limiter.Grant> answer, long tokens, int when) {
    if (answer.isEmpty()) {
      return;
    }
    granted[when]++;
    write(answer.get(), 0, tokens);
  }

  /** Writes one chunk, then asks for the next; without it the stream ends where it is. */
  private void write(Limiter.Grant grant, long written, long tokens) {
    long now = Math.min(CHUNK, tokens - written);
    time.after(
        (long) (now / SPEED * VirtualTime.SECOND),
        () -> {
          long sum = written + now;
          account.use(now, time.now());
          if (sum == tokens) {
            grant.settle(sum);
          } else {
            decisions++;
            grant.spend(now);
            grant.extend(CHUNK, may -> goOn(grant, sum, tokens, may));
          }
        });
  }

  private void goOn(Limiter.Grant grant, long written, long tokens, boolean may) {
    if (may) {
      write(grant, written, tokens);
    } else {
      stopped++;
      grant.settle(written);
    }
  }

  /** Streams that ended early, for each thousand that began. */
  public double stoppedPerThousand() {
    return 1000.0 * stopped / Math.max(1, granted[0] + granted[1]);
  }

  public Account account() {
    return account;
  }

  /** Calls to the store for each thousand decisions. */
  public double callsPerThousand() {
    return 1000.0 * links.stream().mapToLong(Link::calls).sum() / decisions;
  }

  /** Of what the first gateway was asked for in the time of the cut, the part it granted. */
  public double grantedWhileCut() {
    return asked[1] == 0 ? Double.NaN : (double) granted[1] / asked[1];
  }

  /** Mean tokens of a request, as cut off at the longest; about. */
  public static double mean() {
    return MEAN;
  }
}
