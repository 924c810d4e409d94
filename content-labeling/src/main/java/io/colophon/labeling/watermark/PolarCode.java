package io.colophon.labeling.watermark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A polar code (Arikan 2009) of 96 bits in 512, read by a successive cancellation list of 16 paths
 * (Tal and Vardy 2015, in the form with log-likelihood ratios of Balatsoukas-Stimming et al. 2015).
 * The places of the information bits follow the polarisation weight of He et al. 2017: the sum of 2
 * to the power of j/4 over the bits j that are set in the index. Immutable, thread-safe.
 *
 * <p>The decoder treats all code words alike: a received word whose signs are flipped by a code
 * word gives the same list, moved by that code word. The bound on false positives rests on it.
 */
final class PolarCode {
  static final int LENGTH = 512;
  static final int INFORMATION = 96;
  static final int PATHS = 16;

  private static final int LEVELS = 9;
  private static final boolean[] FREE = free();

  private PolarCode() {}

  /** The code word of {@link #INFORMATION} bits. */
  static boolean[] encode(boolean[] information) {
    boolean[] word = new boolean[LENGTH];
    int next = 0;
    for (int i = 0; i < LENGTH; i++) {
      if (FREE[i]) {
        word[i] = information[next++];
      }
    }
    for (int half = 1; half < LENGTH; half <<= 1) {
      for (int block = 0; block < LENGTH; block += 2 * half) {
        for (int i = block; i < block + half; i++) {
          word[i] ^= word[i + half];
        }
      }
    }
    return word;
  }

  /**
   * The likeliest readings, best first, at most {@link #PATHS}.
   *
   * @param ratios of each bit of the code word: above 0 speaks for a 0, below for a 1; the scale
   *     does not matter
   */
  static List<boolean[]> decode(float[] ratios) {
    List<Path> paths = new ArrayList<>();
    paths.add(new Path(ratios));
    int free = 0;
    for (int i = 0; i < LENGTH; i++) {
      for (Path path : paths) {
        path.reach(i);
      }
      if (!FREE[i]) {
        for (Path path : paths) {
          path.decide(i, false);
        }
        continue;
      }
      paths = fork(paths, i, free++);
    }
    return paths.stream()
        .sorted(Comparator.comparingDouble(path -> path.metric))
        .map(path -> path.information)
        .toList();
  }

  private static List<Path> fork(List<Path> paths, int index, int free) {
    int count = paths.size();
    double[] costs = new double[2 * count];
    for (int p = 0; p < count; p++) {
      costs[2 * p] = paths.get(p).cost(false);
      costs[2 * p + 1] = paths.get(p).cost(true);
    }
    int[] kept =
        IntStream.range(0, 2 * count)
            .boxed()
            .sorted(Comparator.comparingDouble(fork -> costs[fork]))
            .limit(PATHS)
            .mapToInt(Integer::intValue)
            .toArray();
    boolean[] keep = new boolean[2 * count];
    for (int fork : kept) {
      keep[fork] = true;
    }
    List<Path> next = new ArrayList<>(PATHS);
    for (int p = 0; p < count; p++) {
      Path path = paths.get(p);
      if (keep[2 * p] && keep[2 * p + 1]) {
        Path other = new Path(path);
        other.inform(index, free, true);
        next.add(other);
      }
      if (keep[2 * p] || keep[2 * p + 1]) {
        path.inform(index, free, !keep[2 * p]);
        next.add(path);
      }
    }
    return next;
  }

  private static boolean[] free() {
    boolean[] free = new boolean[LENGTH];
    IntStream.range(0, LENGTH)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -weight(i)))
        .limit(INFORMATION)
        .forEach(i -> free[i] = true);
    return free;
  }

  private static double weight(int index) {
    double sum = 0;
    for (int j = 0; j < LEVELS; j++) {
      if ((index >> j & 1) == 1) {
        sum += Math.pow(2, j / 4.0);
      }
    }
    return sum;
  }

  /** One reading under way. A level of 2^l numbers starts at 2^l in the arrays. */
  private static final class Path {
    private final float[] ratios;
    private final boolean[] left;
    private final boolean[] bits;
    private final boolean[] information;
    private double metric;

    Path(float[] received) {
      ratios = new float[2 * LENGTH];
      System.arraycopy(received, 0, ratios, LENGTH, LENGTH);
      left = new boolean[2 * LENGTH];
      bits = new boolean[LENGTH];
      information = new boolean[INFORMATION];
    }

    Path(Path other) {
      ratios = other.ratios.clone();
      left = other.left.clone();
      bits = new boolean[LENGTH];
      information = other.information.clone();
      metric = other.metric;
    }

    /** Works out the ratio of bit {@code index}. */
    void reach(int index) {
      int level = LEVELS;
      if (index > 0) {
        level = Integer.numberOfTrailingZeros(index);
        int half = 1 << level;
        for (int i = 0; i < half; i++) {
          float a = ratios[2 * half + i];
          float b = ratios[3 * half + i];
          ratios[half + i] = left[half + i] ? b - a : b + a;
        }
      }
      while (level-- > 0) {
        int half = 1 << level;
        for (int i = 0; i < half; i++) {
          float a = ratios[2 * half + i];
          float b = ratios[3 * half + i];
          float least = Math.min(Math.abs(a), Math.abs(b));
          ratios[half + i] = a < 0 == b < 0 ? least : -least;
        }
      }
    }

    double cost(boolean bit) {
      return metric + (bit == ratios[1] < 0 ? 0 : Math.abs(ratios[1]));
    }

    void inform(int index, int free, boolean bit) {
      information[free] = bit;
      decide(index, bit);
    }

    void decide(int index, boolean bit) {
      metric = cost(bit);
      bits[0] = bit;
      int half = 1;
      for (int rest = index; (rest & 1) == 1; rest >>= 1) {
        for (int i = 0; i < half; i++) {
          bits[half + i] = bits[i];
          bits[i] ^= left[half + i];
        }
        half <<= 1;
      }
      if (half < LENGTH) {
        System.arraycopy(bits, 0, left, half, half);
      }
    }
  }
}
