package io.colophon.labeling.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.fingerprint.CopyMatch.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintIndexTest {
  @TempDir Path folder;
  private final SplittableRandom random = new SplittableRandom(5);
  private FingerprintIndex index;

  @BeforeEach
  void open() throws IOException {
    index = FingerprintIndex.open(folder.resolve("index"), 1_000_000, true);
  }

  @AfterEach
  void close() throws IOException {
    index.close();
  }

  @Test
  void find_everyDistanceUpTo31_isFoundAnd32IsNot() throws IOException {
    PictureHash hash = hash();
    index.add(7, picture(hash, 100), OptionalLong.empty());
    for (int distance = 0; distance <= 33; distance++) {
      for (int i = 0; i < 30; i++) {
        List<CopyMatch> found =
            index.find(picture(flip(hash, distance), 100), OptionalLong.empty());
        if (distance <= 31) {
          assertThat(found).containsExactly(new CopyMatch(7, Kind.PICTURE, distance));
        } else {
          assertThat(found).isEmpty();
        }
      }
    }
  }

  @Test
  void find_poorPictures_areNeverTrusted() throws IOException {
    PictureHash hash = hash();
    index.add(0, picture(hash, 49), OptionalLong.empty());
    assertThat(index.find(picture(hash, 100), OptionalLong.empty())).isEmpty();

    index.add(1, picture(hash, 50), OptionalLong.empty());
    assertThat(index.find(picture(hash, 49), OptionalLong.empty())).isEmpty();
    assertThat(index.find(picture(hash, 50), OptionalLong.empty()))
        .containsExactly(new CopyMatch(1, Kind.PICTURE, 0));
  }

  @Test
  void find_severalKinds_saysTheSurestOnce() throws IOException {
    PictureHash hash = hash();
    String samples = "ab".repeat(32);
    index.add(3, print(samples, hash), OptionalLong.of(42));
    index.add(4, print("cd".repeat(32), flip(hash, 9)), OptionalLong.of(42));

    assertThat(index.find(print(samples, hash), OptionalLong.of(42)))
        .containsExactly(new CopyMatch(3, Kind.SAMPLES, 0), new CopyMatch(4, Kind.WATERMARK, 0));
    assertThat(index.find(picture(hash, 100), OptionalLong.empty()))
        .containsExactly(new CopyMatch(3, Kind.PICTURE, 0), new CopyMatch(4, Kind.PICTURE, 9));
  }

  @Test
  void find_manyCopiesOfOnePicture_areTheNewestAndBounded() throws IOException {
    PictureHash hash = hash();
    for (int i = 0; i < 1000; i++) {
      index.add(i, picture(hash, 100), OptionalLong.of(1));
    }
    List<CopyMatch> found = index.find(picture(hash, 100), OptionalLong.empty());

    assertThat(found).hasSize(FingerprintIndex.MAX_MATCHES);
    assertThat(found.get(0).record()).isEqualTo(999);
  }

  @Test
  void find_stretchOfASound_isFoundAmongOthers() throws IOException {
    SoundCode code = sound(200);
    for (int i = 0; i < 500; i++) {
      index.add(i, sound(i == 123 ? code : sound(80)), OptionalLong.empty());
    }
    int[] stretch = Arrays.copyOfRange(code.words(), 50, 150);
    for (int i = 0; i < stretch.length * 32; i++) {
      stretch[i / 32] ^= random.nextInt(25) == 0 ? 1 << i % 32 : 0;
    }

    List<CopyMatch> found = index.find(sound(SoundCode.of(stretch)), OptionalLong.empty());

    assertThat(found).hasSize(1);
    assertThat(found.get(0).record()).isEqualTo(123);
    assertThat(found.get(0).difference()).isBetween(0.01, 0.08);
    assertThat(index.find(sound(sound(100)), OptionalLong.empty())).isEmpty();
  }

  @Test
  void find_silence_isNoMatch() throws IOException {
    SoundCode silence = SoundCode.of(new int[100]);
    index.add(0, sound(silence), OptionalLong.empty());

    assertThat(index.find(sound(silence), OptionalLong.empty())).isEmpty();
  }

  @Test
  void reopen_knowsAllAndHowFarItCame() throws IOException {
    PictureHash hash = hash();
    SoundCode code = sound(90);
    index.add(2, print("ab".repeat(32), hash), OptionalLong.of(-5));
    index.add(3, sound(code), OptionalLong.empty());
    index.add(8, Fingerprints.none(), OptionalLong.empty());
    index.close();
    index = FingerprintIndex.open(folder.resolve("index"), 1_000_000, true);

    assertThat(index.records()).isEqualTo(9);
    assertThat(index.find(Fingerprints.none(), OptionalLong.of(-5)))
        .containsExactly(new CopyMatch(2, Kind.WATERMARK, 0));
    assertThat(index.find(picture(hash, 80), OptionalLong.empty())).hasSize(1);
    assertThat(index.find(sound(code), OptionalLong.empty()))
        .containsExactly(new CopyMatch(3, Kind.SOUND, 0));
  }

  @Test
  void reopen_tornOrDamagedRows_areDroppedAndCanBeAddedAgain() throws IOException {
    for (int i = 0; i < 10; i++) {
      index.add(i, picture(hash(), 100), OptionalLong.of(i));
    }
    index.close();
    byte[] bytes = Files.readAllBytes(folder.resolve("index"));
    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve("index"), bytes);
    index = FingerprintIndex.open(folder.resolve("index"), 1_000_000, true);

    assertThat(index.records()).isBetween(4L, 5L);
    index.add(index.records(), Fingerprints.none(), OptionalLong.of(77));
    assertThat(index.find(Fingerprints.none(), OptionalLong.of(77))).hasSize(1);
  }

  @Test
  void reopen_rowsBeyondTheLog_areDropped() throws IOException {
    for (int i = 0; i < 10; i++) {
      index.add(i, Fingerprints.none(), OptionalLong.of(i));
    }
    index.close();
    index = FingerprintIndex.open(folder.resolve("index"), 6, true);

    assertThat(index.records()).isEqualTo(6);
  }

  @Test
  void readOnly_addsStayInMemory() throws IOException {
    index.add(0, sound(sound(60)), OptionalLong.empty());
    index.flush();
    long before = Files.size(folder.resolve("index"));
    SoundCode code = sound(60);
    try (FingerprintIndex reader = FingerprintIndex.open(folder.resolve("index"), 10, false)) {
      reader.add(1, sound(code), OptionalLong.empty());
      assertThat(reader.find(sound(code), OptionalLong.empty())).hasSize(1);
    }
    assertThat(Files.size(folder.resolve("index"))).isEqualTo(before);
  }

  @Test
  void add_recordOutOfOrder_isRefused() throws IOException {
    index.add(5, Fingerprints.none(), OptionalLong.of(1));

    assertThatThrownBy(() -> index.add(5, Fingerprints.none(), OptionalLong.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("record 5, expected 6 or more");
  }

  private PictureHash hash() {
    return new PictureHash(
        random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private PictureHash flip(PictureHash hash, int bits) {
    Set<Integer> places = new HashSet<>();
    while (places.size() < bits) {
      places.add(random.nextInt(256));
    }
    long[] words = {hash.word0(), hash.word1(), hash.word2(), hash.word3()};
    places.forEach(place -> words[place / 64] ^= 1L << place % 64);
    return new PictureHash(words[0], words[1], words[2], words[3]);
  }

  private SoundCode sound(int length) {
    return SoundCode.of(random.ints(length).toArray());
  }

  private static Fingerprints sound(SoundCode code) {
    return new Fingerprints(Optional.empty(), List.of(), Optional.of(code));
  }

  private static Fingerprints picture(PictureHash hash, int quality) {
    return new Fingerprints(
        Optional.empty(), List.of(new PictureCode(hash, quality, 0)), Optional.empty());
  }

  private static Fingerprints print(String samples, PictureHash hash) {
    return new Fingerprints(
        Optional.of(samples), List.of(new PictureCode(hash, 100, 0)), Optional.empty());
  }
}
