package io.colophon.labeling.fingerprint;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Measures searches among many records and their memory. Arguments: a file to be made, records
 * (1000000).
 */
final class FingerprintSpeed {
  private static final int SEARCHES = 2000;
  private static final int SOUND_WORDS = 80;

  private FingerprintSpeed() {}

  public static void main(String[] args) throws Exception {
    int records = args.length > 1 ? Integer.parseInt(args[1]) : 1_000_000;
    Path file = Path.of(args[0]);
    long before = used();
    long start = System.nanoTime();
    try (FingerprintIndex index = FingerprintIndex.open(file, Long.MAX_VALUE, true)) {
      for (int i = 0; i < records; i++) {
        index.add(i, prints(i), OptionalLong.of(mark(i)));
      }
      report("add", (System.nanoTime() - start) / 1e3 / records);
      System.out.printf("memory: %.0f bytes per record%n", (used() - before) / (double) records);
      search("pictures", index, records, SEARCHES);
      searchSounds(index, records, SEARCHES / 4);
      start = System.nanoTime();
      for (int i = 0; i < SEARCHES; i++) {
        index.find(Fingerprints.none(), OptionalLong.of(mark(i * 31 % records)));
      }
      report("mark", (System.nanoTime() - start) / 1e3 / SEARCHES);
    }
    start = System.nanoTime();
    FingerprintIndex.open(file, Long.MAX_VALUE, true).close();
    System.out.printf("opened in %d ms%n", (System.nanoTime() - start) / 1_000_000);
  }

  /** Copies with 20 bits changed, and as many pictures that are not there. */
  private static void search(String what, FingerprintIndex index, int records, int searches)
      throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    double[] micros = new double[searches];
    int found = 0;
    for (int i = 0; i < searches; i++) {
      int record = random.nextInt(records / 2) * 2;
      PictureHash hash = i % 2 == 0 ? changed(hash(record), random, 20) : hash(-i - 1);
      long start = System.nanoTime();
      List<CopyMatch> matches =
          index.find(
              new Fingerprints(
                  Optional.empty(), List.of(new PictureCode(hash, 100, 0)), Optional.empty()),
              OptionalLong.empty());
      micros[i] = (System.nanoTime() - start) / 1e3;
      found += matches.stream().anyMatch(match -> match.record() == record) ? 1 : 0;
    }
    report(what, micros, found, searches);
  }

  /** Copies with a twentieth of all bits changed, cut at the start. */
  private static void searchSounds(FingerprintIndex index, int records, int searches)
      throws Exception {
    SplittableRandom random = new SplittableRandom(8);
    double[] micros = new double[searches];
    int found = 0;
    for (int i = 0; i < searches; i++) {
      int record = random.nextInt(records / 2) * 2 + 1;
      int[] words = sound(i % 2 == 0 ? record : -i - 1).words();
      for (int w = 0; w < words.length; w++) {
        for (int bit = 0; bit < 32; bit++) {
          words[w] ^= random.nextInt(20) == 0 ? 1 << bit : 0;
        }
      }
      SoundCode code = SoundCode.of(Arrays.copyOfRange(words, 10, words.length));
      long start = System.nanoTime();
      List<CopyMatch> matches =
          index.find(
              new Fingerprints(Optional.empty(), List.of(), Optional.of(code)),
              OptionalLong.empty());
      micros[i] = (System.nanoTime() - start) / 1e3;
      found += matches.stream().anyMatch(match -> match.record() == record) ? 1 : 0;
    }
    report("sounds", micros, found, searches);
  }

  private static void report(String what, double[] micros, int found, int searches) {
    Arrays.sort(micros);
    System.out.printf(
        "%s: median %.0f us, p99 %.0f us, most %.0f us, found %d of %d%n",
        what,
        micros[micros.length / 2],
        micros[micros.length * 99 / 100],
        micros[micros.length - 1],
        found,
        searches / 2);
  }

  private static void report(String what, double micros) {
    System.out.printf("%s: %.1f us%n", what, micros);
  }

  /** Pictures and sounds in turn. */
  private static Fingerprints prints(int i) {
    return new Fingerprints(
        Optional.of(hash(i * 3 + 1).toHex()),
        i % 2 == 0 ? List.of(new PictureCode(hash(i), 100, 0)) : List.of(),
        i % 2 == 0 ? Optional.empty() : Optional.of(sound(i)));
  }

  private static PictureHash hash(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new PictureHash(
        random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private static PictureHash changed(PictureHash hash, SplittableRandom random, int bits) {
    long[] words = {hash.word0(), hash.word1(), hash.word2(), hash.word3()};
    for (int i = 0; i < bits; i++) {
      int bit = random.nextInt(256);
      words[bit / 64] ^= 1L << bit % 64;
    }
    return new PictureHash(words[0], words[1], words[2], words[3]);
  }

  private static SoundCode sound(int seed) {
    return SoundCode.of(new SplittableRandom(seed).ints(SOUND_WORDS).toArray());
  }

  private static long mark(int i) {
    return i * 0x9E3779B97F4A7C15L;
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
