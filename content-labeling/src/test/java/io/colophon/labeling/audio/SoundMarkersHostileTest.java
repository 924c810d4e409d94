package io.colophon.labeling.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.Tool;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.Scratch;
import io.colophon.provider.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged sounds: a marked copy or a typed error, nothing else. */
class SoundMarkersHostileTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "wav,  audio/wav,  pcm_s16le,  8000",
    "mp3,  audio/mpeg, libmp3lame, 16000",
    "flac, audio/flac, flac,       8000",
    "ogg,  audio/ogg,  libopus,    48000",
    "m4a,  audio/mp4,  aac,        16000"
  })
  @RequiresTool("ffmpeg")
  void mark_damagedFile_copyOrTypedError(String extension, String mimeType, String codec, int rate)
      throws Exception {
    Path input = directory.resolve("in." + extension);
    Tool.ffmpeg("-f", "lavfi", "-i", "sine=330:d=0.3:r=" + rate, "-c:a", codec, "-ar", rate, input);
    byte[] whole = Files.readAllBytes(input);
    MediaMarker marker =
        SoundMarkers.all(new ToneWatermark()).stream()
            .filter(m -> m.mimeTypes().contains(mimeType))
            .findFirst()
            .orElseThrow();
    Random random = new Random(6);
    int ended = 0;
    for (int i = 0; i < 30; i++) {
      byte[] bytes =
          i % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      for (int n = random.nextInt(6); n >= 0 && bytes.length > 0; n--) {
        int at = random.nextInt(i % 2 == 0 ? Math.min(300, bytes.length) : bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(input, bytes);
      Path output = directory.resolve("out." + extension);
      Files.write(output, new byte[0]);
      OptionalLong payload = i % 2 == 0 ? OptionalLong.empty() : OptionalLong.of(1);
      try (Scratch scratch = new Scratch(directory)) {
        marker.mark(
            input,
            mimeType,
            Optional.of(ShownLabel.of(ShownLabel.CHINESE)),
            payload,
            output,
            scratch);
        assertThat(output).isNotEmptyFile();
        ended++;
      } catch (LabelingException | IOException e) {
        assertThat(e.getMessage()).isNotBlank();
        ended++;
      }
    }
    assertThat(ended).isEqualTo(30);
  }
}
