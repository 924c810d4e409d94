package io.colophon.labeling.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.fuzz.StrangeFile.Fate;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A small labelled file of every format, spoilt in 200 ways that are the same in every run. */
class MutationStormTest {
  private static final int MUTATIONS = 200;

  @TempDir Path directory;

  /** A seed that has a label, and the types its copies are written as. */
  enum Labelled {
    PNG("PictureFuzzTest", "png/xmp-label", "image/png"),
    JPEG("PictureFuzzTest", "jpeg/xmp-label", "image/jpeg"),
    JPEG_EXIF("PictureFuzzTest", "jpeg/exif-label", "image/jpeg"),
    WEBP("PictureFuzzTest", "webp/xmp-label", "image/webp"),
    GIF("PictureFuzzTest", "gif/xmp-label", "image/gif"),
    TIFF("PictureFuzzTest", "tiff/xmp-label", "image/tiff"),
    HEIC("PictureFuzzTest", "heif/label", "image/heic"),
    WAV("SoundFuzzTest", "wav/info-label", "audio/wav"),
    MP3("SoundFuzzTest", "mp3/id3v24-label", "audio/mpeg"),
    FLAC("SoundFuzzTest", "flac/label", "audio/flac"),
    OGG("SoundFuzzTest", "ogg/label", "audio/ogg"),
    MIDI("SoundFuzzTest", "midi/label", "audio/midi"),
    MP4("FilmFuzzTest", "mp4/keys-label", "video/mp4"),
    MATROSKA("FilmFuzzTest", "matroska/label", "video/webm"),
    AVI("FilmFuzzTest", "avi/info-label", "video/x-msvideo"),
    FLV("FilmFuzzTest", "flv/label", "video/x-flv"),
    PDF("DocumentFuzzTest", "pdf/label", "application/pdf"),
    OOXML(
        "DocumentFuzzTest",
        "ooxml/label",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    HTML("DocumentFuzzTest", "html/label", "text/html"),
    MARKDOWN("DocumentFuzzTest", "markdown/label", "text/markdown");

    private final String seed;
    private final String mimeType;

    Labelled(String target, String seed, String mimeType) {
      this.seed = target + "Inputs/" + seed;
      this.mimeType = mimeType;
    }

    byte[] bytes() throws IOException {
      try (InputStream in = MutationStormTest.class.getResourceAsStream(seed)) {
        return in.readAllBytes();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void live_spoiltFile_verdictOrTypedErrorSoon(Labelled sample) throws IOException {
    byte[] whole = sample.bytes();
    StrangeFile file = new StrangeFile(directory);
    assertThat(file.read(whole).layers()).hasSize(1);
    assertThat(file.live(whole, sample.mimeType)).isEqualTo(Fate.WRITTEN);
    Random random = new Random(20261122);
    Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < MUTATIONS; i++) {
      fates.merge(file.live(spoilt(whole, i, random), sample.mimeType), 1, Integer::sum);
    }
    Duration taken = Duration.ofNanos(threads.getCurrentThreadCpuTime() - start);
    // Of processor time: 200 ms each, and half as much again for classes that are loaded.
    assertThat(taken).isLessThan(Duration.ofSeconds(60));
    assertThat(fates.values().stream().mapToInt(n -> n).sum()).isEqualTo(MUTATIONS);
    assertThat(fates).as("a storm that breaks some and leaves some").hasSizeGreaterThan(1);
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .isSubsetOf(List.of("input", "output"));
    }
  }

  @Test
  void spoilt_sameSeed_sameBytes() {
    byte[] whole = new byte[64];
    for (int i = 0; i < 8; i++) {
      byte[] one = spoilt(whole, i, new Random(i));
      assertThat(one).isEqualTo(spoilt(whole, i, new Random(i))).isNotEqualTo(whole);
    }
  }

  private static byte[] spoilt(byte[] whole, int kind, Random random) {
    byte[] spoilt = whole.clone();
    switch (kind % 4) {
      case 0 -> {
        for (int n = random.nextInt(4); n >= 0; n--) {
          spoilt[random.nextInt(spoilt.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case 1 -> spoilt = Arrays.copyOf(whole, random.nextInt(whole.length));
      case 2 -> {
        // What a length field might say to break a reader, anywhere.
        long[] lengths = {0, 1, 7, 0x7FFFFFFF, 0x80000000L, 0xFFFFFFFFL, 0xFFFFFFF8L, 0x10000};
        long length = lengths[random.nextInt(lengths.length)];
        int at = random.nextInt(spoilt.length - 4);
        boolean little = random.nextBoolean();
        for (int i = 0; i < 4; i++) {
          spoilt[at + i] = (byte) (length >>> 8 * (little ? i : 3 - i));
        }
        spoilt[at] ^= (byte) (spoilt[at] == whole[at] ? 1 : 0);
      }
      default -> {
        // A part of the file where another one was.
        int length = 1 + random.nextInt(spoilt.length / 2);
        int from = random.nextInt(spoilt.length - length);
        int to = random.nextInt(spoilt.length - length);
        System.arraycopy(whole, from, spoilt, to, length);
        spoilt[to] ^= 1;
      }
    }
    return spoilt;
  }
}
