package io.colophon.gateway.routing.policy;

import java.util.Arrays;

/**
 * Where the beginning of the prompt was read lately, as far as load allows: the target where its
 * load, as {@link CapacityP2c} sees it, and the time to read what is left add up to least. The
 * whole beginning counts, block by block, not its first message alone. It is remembered at about
 * four lengths for each doubling, so that a choice costs as much for a book as for a page.
 */
public final class PrefixAffinity implements TargetPolicy {

  /**
   * Tokens of input that are read in the time in which one is written. A prompt of 10,000 tokens
   * takes 3.7 s at about 50 tokens per second (llm-d's published measurements).
   */
  private static final double READ_PER_WRITTEN = 50;

  /**
   * Turns to come that one more under way counts for. Found in simulation: with what is learned of
   * each target's outputs in place of this, beginnings drown in small differences between equals.
   */
  private static final double LOAD = 2;

  /** One turn where nothing was learned of any target. */
  private static final double UNKNOWN_NANOS = 1e9;

  private static final long REFRESH_NANOS = 100_000_000;

  /** Blocks up to which each length is remembered. */
  private static final int EVERY = 4;

  private static final int[] LENGTHS = lengths(1 << 14);

  private final PrefixTable table;
  private final long epochNanos;
  private final double weight;
  private volatile double nanosPerWork;
  private volatile long reckonedAtNanos;

  /**
   * @param places beginnings that are remembered; 24 bytes each
   * @param keepNanos how long a target is taken to know a beginning after it was sent there
   * @param weight how many times the time counts that a known beginning saves; 1 or more
   */
  public PrefixAffinity(int places, long keepNanos, double weight) {
    if (places < 1 || keepNanos < 2 || !(weight >= 1)) {
      throw new IllegalArgumentException(
          "places " + places + ", keepNanos " + keepNanos + ", weight " + weight);
    }
    this.table = new PrefixTable(places);
    this.epochNanos = keepNanos / 2;
    this.weight = weight;
  }

  @Override
  public int choose(Candidates candidates, Ask ask, long nowNanos) {
    PrefixBlocks prefix = ask.prefix();
    long epoch = Math.floorDiv(nowNanos, epochNanos);
    int lengths = lengthsOf(prefix.size());
    int deepest = deepest(prefix, lengths, epoch);
    // Of targets that hold less than the deepest, a few lengths tell enough.
    long holdAll = holders(prefix, deepest, epoch);
    long holdHalf = holdAll | holders(prefix, shorter(deepest), epoch);
    long holdQuarter = holdHalf | holders(prefix, shorter(shorter(deepest)), epoch);
    double perBlock = prefix.size() == 0 ? 0 : (double) ask.inputTokens() / prefix.size();
    int best = NONE;
    double least = 0;
    double ofUnknown = Capacities.NOT_ASKED;
    double loadNanos = LOAD * nanosPerWork(candidates, nowNanos);
    int size = candidates.size();
    for (int i = 0; i < size; i++) {
      TargetLoad load = candidates.load(i);
      double capacity = candidates.capacity(i);
      if (!(capacity > 0)) {
        ofUnknown = Capacities.ofUnknown(candidates, ofUnknown);
        capacity = ofUnknown;
      }
      double waiting = loadNanos * (load.underWay(nowNanos) + 1) / capacity;
      if (best != NONE && waiting >= least) {
        continue; // what is left to be read only adds to it
      }
      long bit = PrefixTable.bit(candidates.number(i));
      int held = 0;
      if ((holdAll & bit) != 0) {
        held = length(deepest);
      } else if ((holdHalf & bit) != 0) {
        held = length(shorter(deepest));
      } else if ((holdQuarter & bit) != 0) {
        held = length(shorter(shorter(deepest)));
      }
      double read = (prefix.size() - held + (weight - 1) * (length(deepest) - held)) * perBlock;
      double score = waiting + read * readingNanos(load);
      if ((best == NONE || score < least) && candidates.isOpen(i)) {
        score += waiting * (load.slowness(nowNanos) - 1);
        if (best == NONE || score < least) {
          best = i;
          least = score;
        }
      }
    }
    if (best != NONE) {
      remember(prefix, lengths, deepest, candidates.number(best), epoch);
    }
    return best;
  }

  /**
   * What a unit of load takes, by all targets together: each by itself is known too roughly.
   * Changes over minutes, and so is not reckoned anew for each choice.
   */
  private double nanosPerWork(Candidates candidates, long nowNanos) {
    double known = nanosPerWork;
    if (known > 0 && nowNanos - reckonedAtNanos < REFRESH_NANOS) {
      return known;
    }
    double ofUnknown = Capacities.ofUnknown(candidates);
    double sum = 0;
    int learned = 0;
    int size = candidates.size();
    for (int i = 0; i < size; i++) {
      double perPlace = candidates.load(i).pace().nanosPerPlace();
      if (perPlace > 0) {
        sum += perPlace * Capacities.of(candidates, i, ofUnknown);
        learned++;
      }
    }
    if (learned == 0) {
      return UNKNOWN_NANOS * ofUnknown;
    }
    reckonedAtNanos = nowNanos;
    nanosPerWork = sum / learned;
    return sum / learned;
  }

  private static double readingNanos(TargetLoad load) {
    double perToken = load.pace().nanosPerToken();
    return (perToken > 0 ? perToken : 20e6) / READ_PER_WRITTEN;
  }

  /** A target that was sent a beginning in this epoch was sent all that is shorter too. */
  private void remember(PrefixBlocks prefix, int lengths, int deepest, int target, long epoch) {
    boolean known = deepest >= 0 && table.sent(hash(prefix, deepest), target, epoch);
    for (int i = known ? deepest + 1 : 0; i < lengths; i++) {
      table.add(hash(prefix, i), target, epoch);
    }
  }

  /** The last remembered length that anybody holds, as a place in the lengths; -1 if none. */
  private int deepest(PrefixBlocks prefix, int lengths, long epoch) {
    int low = -1;
    int high = lengths;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (holders(prefix, middle, epoch) != 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long holders(PrefixBlocks prefix, int place, long epoch) {
    return place < 0 ? 0 : table.holders(hash(prefix, place), epoch);
  }

  private static long hash(PrefixBlocks prefix, int place) {
    return prefix.hash(LENGTHS[place] - 1);
  }

  /** The place of about half the length; -1 if there is none. */
  private static int shorter(int place) {
    if (place <= 0) {
      return -1;
    }
    return place < EVERY ? place / 2 : place - EVERY;
  }

  private static int length(int place) {
    return place < 0 ? 0 : LENGTHS[place];
  }

  /** How many of the remembered lengths a prompt of so many blocks has. */
  private static int lengthsOf(int blocks) {
    if (blocks <= EVERY) {
      return blocks;
    }
    int octave = 31 - Integer.numberOfLeadingZeros(blocks / EVERY);
    int within = (blocks >> octave) - EVERY;
    return Math.min(LENGTHS.length, EVERY + octave * EVERY + within);
  }

  private static int[] lengths(int most) {
    int[] all = new int[EVERY * 16];
    int count = 0;
    int step = 1;
    for (int length = 1; length <= most; length += step) {
      all[count++] = length;
      if (length >= 2 * EVERY * step) {
        step *= 2;
      }
    }
    return Arrays.copyOf(all, count);
  }
}
