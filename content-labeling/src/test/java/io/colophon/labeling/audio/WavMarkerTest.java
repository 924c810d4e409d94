package io.colophon.labeling.audio;

import static io.colophon.labeling.Jurisdiction.CN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.AppliedLabel;
import io.colophon.labeling.ContentVerifier;
import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WavMarkerTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"8, 1, 8000", "16, 2, 44100", "24, 1, 48000", "32, 2, 16000", "16, 1, 22050"})
  void label_anyPcm_programmeFollowsCueUnchanged(int bits, int channels, int rate)
      throws Exception {
    Path input = SoundFixtures.wav(directory.resolve("in.wav"), bits, channels, rate);
    Path output = directory.resolve("out.wav");
    AppliedLabel applied =
        new Labeler(directory).label(input, "audio/wav", LabelFixtures.order(CN), output);
    assertThat(applied.explicit()).contains(ExplicitLabel.morse(200, 1100));
    byte[] before = samples(input);
    byte[] after = samples(output);
    int cue = (int) (rate * 1.9) * channels * bits / 8;
    assertThat(after).hasSize(cue + before.length);
    assertThat(Arrays.copyOfRange(after, cue, after.length)).isEqualTo(before);
    assertThat(Files.size(output) % 2).isZero();
    assertThat(new ContentVerifier().verify(output).status()).isEqualTo(Verdict.Status.LABELED);
  }

  private static byte[] samples(Path file) throws Exception {
    try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
      return in.readAllBytes();
    }
  }

  @Test
  void label_twice_oneLabelChunk() throws Exception {
    Path input = SoundFixtures.wav(directory.resolve("in.wav"), 16, 1, 16000);
    Path once = directory.resolve("once.wav");
    Path twice = directory.resolve("twice.wav");
    Labeler labeler = new Labeler(directory);
    labeler.label(input, "audio/wav", LabelFixtures.order(CN), once);
    AppliedLabel applied = labeler.label(once, "audio/wav", LabelFixtures.order(CN), twice);
    assertThat(applied.implicit().notes()).containsExactly("replaced-label");
    assertThat(new ContentVerifier().verify(twice).layers()).hasSize(1);
  }

  @Test
  void verify_twoLabelChunks_duplicateIsBroken() throws Exception {
    Path input = SoundFixtures.wav(directory.resolve("in.wav"), 16, 1, 16000);
    Path labelled = directory.resolve("out.wav");
    new Labeler(directory).label(input, "audio/wav", LabelFixtures.order(CN), labelled);
    byte[] bytes = Files.readAllBytes(labelled);
    int chunk = 8 + LabelFixtures.JSON.length() + (LabelFixtures.JSON.length() & 1);
    byte[] twice = Arrays.copyOf(bytes, bytes.length + chunk);
    System.arraycopy(bytes, bytes.length - chunk, twice, bytes.length, chunk);
    java.nio.ByteBuffer.wrap(twice)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putInt(4, twice.length - 8);
    Path file = Files.write(directory.resolve("twice.wav"), twice);
    Verdict verdict = new ContentVerifier().verify(file);
    assertThat(verdict.status()).isEqualTo(Verdict.Status.BROKEN);
    assertThat(verdict.has("aigc.duplicate")).isTrue();
  }

  @Test
  void label_noSamplesAtAll_cueOnly() throws Exception {
    Path input = SoundFixtures.wav(directory.resolve("in.wav"), 16, 1, 16000);
    byte[] head = Arrays.copyOf(Files.readAllBytes(input), 44);
    java.nio.ByteBuffer.wrap(head)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .putInt(4, 36)
        .putInt(40, 0);
    Path empty = Files.write(directory.resolve("empty.wav"), head);
    Path output = directory.resolve("out.wav");
    new Labeler(directory).label(empty, "audio/wav", LabelFixtures.order(CN), output);
    assertThat(samples(output)).hasSize((int) (16000 * 1.9) * 2);
  }

  @Test
  void label_compressedWav_isRefused() throws Exception {
    Path input = SoundFixtures.wav(directory.resolve("in.wav"), 16, 1, 16000);
    byte[] bytes = Files.readAllBytes(input);
    bytes[20] = 0x11;
    Path adpcm = Files.write(directory.resolve("adpcm.wav"), bytes);
    assertThatThrownBy(
            () ->
                new Labeler(directory)
                    .label(adpcm, "audio/wav", LabelFixtures.order(CN), directory.resolve("o.wav")))
        .isInstanceOf(LabelingException.class)
        .hasMessageContaining("wav.format");
  }
}
