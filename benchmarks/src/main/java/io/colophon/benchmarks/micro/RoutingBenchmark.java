package io.colophon.benchmarks.micro;

import io.colophon.gateway.routing.policy.Ask;
import io.colophon.gateway.routing.policy.CapacityP2c;
import io.colophon.gateway.routing.policy.ExpectedCompletion;
import io.colophon.gateway.routing.policy.LeastCost;
import io.colophon.gateway.routing.policy.PeakEwmaP2c;
import io.colophon.gateway.routing.policy.PrefixAffinity;
import io.colophon.gateway.routing.policy.PrefixBlocks;
import io.colophon.gateway.routing.policy.SharedRandom;
import io.colophon.gateway.routing.policy.StickyKey;
import io.colophon.gateway.routing.policy.Weighted;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One choice among 64 targets, by each policy and by what other gateways do: round robin, the least
 * outstanding of all, the less outstanding of two. These look at one counter each; ours at what is
 * learned of each target as well.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RoutingBenchmark {
  private static final int TARGETS = 64;
  private static final int PROMPTS = 256;
  private static final int STRANGE = 16_384; // more than are remembered
  private static final int BLOCKS = 64;
  private static final long MINUTE = 60_000_000_000L;

  private RoutingFleet fleet;
  private SharedRandom random;
  private Ask ask;
  private Ask[] prompts;
  private Ask[] strange;
  private int prompt;
  private AtomicInteger turn;

  private CapacityP2c scan;
  private CapacityP2c draw;
  private ExpectedCompletion completion;
  private PeakEwmaP2c peakEwma;
  private LeastCost carbon;
  private Weighted weighted;
  private StickyKey sticky;
  private PrefixAffinity prefix;

  /** A fleet at work and prompts of about 4,000 tokens, of which it has seen many. */
  @Setup
  public void setUp() {
    fleet = new RoutingFleet(TARGETS, System.nanoTime());
    random = new SharedRandom(1);
    ask = new Ask(0, 4000, 200, PrefixBlocks.NONE, 4711, random);
    turn = new AtomicInteger();
    scan = new CapacityP2c();
    draw = new CapacityP2c(0);
    completion = new ExpectedCompletion();
    peakEwma = new PeakEwmaP2c();
    carbon = LeastCost.ofCarbon(1.5);
    weighted = new Weighted();
    sticky = new StickyKey();
    prefix = new PrefixAffinity(65_536, 10 * MINUTE, 12);
    Random hashes = new Random(2);
    prompts = prompts(PROMPTS, hashes);
    strange = prompts(STRANGE, hashes);
  }

  private Ask[] prompts(int count, Random hashes) {
    Ask[] made = new Ask[count];
    for (int i = 0; i < count; i++) {
      made[i] = new Ask(0, 4000, 200, PrefixBlocks.of(hashes.longs(BLOCKS).toArray()), 0, random);
    }
    return made;
  }

  @Benchmark
  public int capacityScan() {
    return scan.choose(fleet, ask, System.nanoTime());
  }

  @Benchmark
  public int capacityDraw() {
    return draw.choose(fleet, ask, System.nanoTime());
  }

  @Benchmark
  public int expectedCompletion() {
    return completion.choose(fleet, ask, System.nanoTime());
  }

  @Benchmark
  public int peakEwma() {
    return peakEwma.choose(fleet, ask, System.nanoTime());
  }

  @Benchmark
  public int lowestCarbon() {
    return carbon.choose(fleet, ask, System.nanoTime());
  }

  @Benchmark
  public int weighted() {
    return weighted.choose(fleet, ask, System.nanoTime());
  }

  @Benchmark
  public int stickyKey() {
    return sticky.choose(fleet, ask, System.nanoTime());
  }

  /** Goes round prompts of 64 blocks, all known after the first round. */
  @Benchmark
  public int prefixAffinity() {
    prompt = prompt + 1 & PROMPTS - 1;
    return prefix.choose(fleet, prompts[prompt], System.nanoTime());
  }

  /** Goes round so many that each was forgotten when its turn comes. */
  @Benchmark
  public int prefixAffinityStrange() {
    prompt = prompt + 1 & STRANGE - 1;
    return prefix.choose(fleet, strange[prompt], System.nanoTime());
  }

  // ---- what others do

  @Benchmark
  public int leastOutstanding() {
    int best = 0;
    int least = Integer.MAX_VALUE;
    for (int i = 0; i < fleet.size(); i++) {
      int outstanding = fleet.load(i).outstanding();
      if (fleet.isOpen(i) && outstanding < least) {
        least = outstanding;
        best = i;
      }
    }
    return best;
  }

  @Benchmark
  public int twoChoices() {
    int one = (int) (random.nextLong() >>> 58);
    int other = (int) (random.nextLong() >>> 58);
    return fleet.load(other).outstanding() < fleet.load(one).outstanding() ? other : one;
  }

  @Benchmark
  public int roundRobin() {
    return turn.getAndIncrement() & TARGETS - 1;
  }
}
