package io.colophon.benchmarks.fingerprint;

import io.colophon.benchmarks.disk.TemporaryFolder;
import io.colophon.labeling.fingerprint.CopyMatch;
import io.colophon.labeling.fingerprint.FingerprintIndex;
import io.colophon.labeling.fingerprint.Fingerprints;
import io.colophon.labeling.fingerprint.PictureCode;
import io.colophon.labeling.fingerprint.PictureHash;
import io.colophon.labeling.fingerprint.SoundCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Searches among records of pictures and of sounds of ten seconds, in turn. The rival of the search
 * for pictures is the loop over all hashes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CopySearchBenchmark {
  private static final int SOUND_WORDS = 80;
  private static final int CHANGED_BITS = 20;

  /** How many records there are. */
  @Param("1000000")
  private int records;

  private final SplittableRandom random = new SplittableRandom(11);
  private Path folder;
  private FingerprintIndex index;
  private PictureHash[] hashes;

  /** Fills the index. */
  @Setup
  public void setUp() throws IOException {
    folder = TemporaryFolder.make(Path.of("target", "jmh"));
    index = FingerprintIndex.open(folder.resolve("index"), records, true);
    hashes = new PictureHash[(records + 1) / 2];
    for (int i = 0; i < records; i++) {
      if (i % 2 == 0) {
        hashes[i / 2] = hash(i);
        index.add(i, picture(hashes[i / 2]), OptionalLong.of(i));
      } else {
        index.add(i, sound(code(i)), OptionalLong.of(i));
      }
    }
  }

  /** Deletes it. */
  @TearDown
  public void tearDown() throws IOException {
    index.close();
    TemporaryFolder.delete(folder);
  }

  /** A copy of which {@value #CHANGED_BITS} bits changed. */
  @Benchmark
  public List<CopyMatch> picture() throws IOException {
    return index.find(picture(changed(hashes[random.nextInt(hashes.length)])), none());
  }

  /** A picture that nobody made here. */
  @Benchmark
  public List<CopyMatch> pictureOfSomebodyElse() throws IOException {
    return index.find(picture(hash(random.nextLong())), none());
  }

  /** The rival: every hash compared. */
  @Benchmark
  public int pictureByLoop() {
    PictureHash wanted = changed(hashes[random.nextInt(hashes.length)]);
    int found = 0;
    for (PictureHash hash : hashes) {
      found += hash.distance(wanted) <= PictureHash.MATCH ? 1 : 0;
    }
    return found;
  }

  /** The end of a sound, with one bit in twenty changed. */
  @Benchmark
  public List<CopyMatch> sound() throws IOException {
    int[] words = code(random.nextInt(records / 2) * 2 + 1).words();
    for (int bit = 0; bit < words.length * 32; bit++) {
      words[bit / 32] ^= random.nextInt(20) == 0 ? 1 << bit % 32 : 0;
    }
    return index.find(sound(SoundCode.of(Arrays.copyOfRange(words, 10, words.length))), none());
  }

  /** A mark that a detector found. */
  @Benchmark
  public List<CopyMatch> watermark() throws IOException {
    return index.find(Fingerprints.none(), OptionalLong.of(random.nextInt(records)));
  }

  private PictureHash changed(PictureHash hash) {
    long[] words = {hash.word0(), hash.word1(), hash.word2(), hash.word3()};
    for (int i = 0; i < CHANGED_BITS; i++) {
      int bit = random.nextInt(256);
      words[bit / 64] ^= 1L << bit % 64;
    }
    return new PictureHash(words[0], words[1], words[2], words[3]);
  }

  private static PictureHash hash(long seed) {
    SplittableRandom own = new SplittableRandom(seed);
    return new PictureHash(own.nextLong(), own.nextLong(), own.nextLong(), own.nextLong());
  }

  private static SoundCode code(int seed) {
    return SoundCode.of(new SplittableRandom(seed).ints(SOUND_WORDS).toArray());
  }

  private static Fingerprints picture(PictureHash hash) {
    return new Fingerprints(
        Optional.empty(), List.of(new PictureCode(hash, 100, 0)), Optional.empty());
  }

  private static Fingerprints sound(SoundCode code) {
    return new Fingerprints(Optional.empty(), List.of(), Optional.of(code));
  }

  private static OptionalLong none() {
    return OptionalLong.empty();
  }
}
