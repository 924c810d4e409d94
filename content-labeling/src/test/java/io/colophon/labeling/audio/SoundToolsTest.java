package io.colophon.labeling.audio;

import static io.colophon.labeling.Jurisdiction.CN;
import static io.colophon.labeling.Jurisdiction.EU;
import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.AppliedLabel;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.Tool;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sounds made and judged by programs that are not ours. */
class SoundToolsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "wav,  audio/wav,  pcm_s16le,  1, 16000",
    "wav,  audio/wav,  pcm_f32le,  2, 48000",
    "mp3,  audio/mpeg, libmp3lame, 2, 44100",
    "flac, audio/flac, flac,       2, 44100",
    "ogg,  audio/ogg,  libopus,    1, 48000",
    "ogg,  audio/ogg,  libvorbis,  2, 44100",
    "m4a,  audio/mp4,  aac,        2, 44100"
  })
  @RequiresTool({"ffmpeg", "ffprobe", "exiftool", "morse2ascii"})
  void label_filesOfAnotherEncoder_cueIsHeardAndTagIsRead(
      String extension, String mimeType, String codec, int channels, int rate) throws Exception {
    Path input = directory.resolve("in." + extension);
    Tool.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "sine=330:d=2",
        "-ac",
        channels,
        "-ar",
        rate,
        "-c:a",
        codec,
        "-metadata",
        "title=Kept",
        "-metadata",
        "AIGC=somebody",
        input);
    Path output = directory.resolve("out." + extension);
    AppliedLabel applied =
        new Labeler(directory).label(input, mimeType, LabelFixtures.order(CN, EU), output);
    assertThat(applied.implicit().aigcJson()).isEqualTo(LabelFixtures.JSON);
    assertThat(morse(output)).isEqualTo("ai");
    if (extension.equals("wav")) {
      // exiftool counts the byte that pads an odd chunk.
      assertThat(Tool.run("exiftool", "-U", "-b", "-Unknown_AIGC", output).replace("\0", ""))
          .isEqualTo(LabelFixtures.JSON);
    } else {
      assertThat(Tool.run("ffprobe", "-v", "error", "-show_entries", tags(), output))
          .containsOnlyOnce("AIGC=" + LabelFixtures.JSON)
          .doesNotContain("somebody")
          .contains("title=Kept");
      assertThat(Tool.run("exiftool", "-a", output)).containsOnlyOnce(LabelFixtures.JSON);
    }
    String duration =
        Tool.run(
            "ffprobe", "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", output);
    assertThat(Double.parseDouble(duration.strip())).isBetween(3.85, 4.05);
  }

  private static String tags() {
    return "format_tags:stream_tags";
  }

  /** What the rhythm in the first 1.7 seconds says. */
  private String morse(Path file) throws Exception {
    Path cut = directory.resolve("cut.wav");
    Tool.ffmpeg("-i", file, "-t", "1.7", "-ac", "1", "-c:a", "pcm_s16le", cut);
    return Tool.run("sh", "-c", "morse2ascii '" + cut + "' 2>/dev/null").strip();
  }

  @Test
  @RequiresTool({"ffmpeg"})
  void label_flac_programmeIsLossless() throws Exception {
    Path wav = SoundFixtures.wav(directory.resolve("in.wav"), 24, 2, 48000);
    Path input = directory.resolve("in.flac");
    Tool.ffmpeg("-i", wav, "-c:a", "flac", input);
    Path output = directory.resolve("out.flac");
    new Labeler(directory).label(input, "audio/flac", LabelFixtures.order(CN), output);
    String before =
        Tool.run("ffmpeg", "-v", "error", "-i", input, "-f", "md5", "-c:a", "pcm_s24le", "-");
    String after =
        Tool.run(
            "ffmpeg",
            "-v",
            "error",
            "-i",
            output,
            "-af",
            "atrim=start_sample=" + 48000 * 19 / 10,
            "-f",
            "md5",
            "-c:a",
            "pcm_s24le",
            "-");
    assertThat(after).isEqualTo(before);
  }

  @Test
  @RequiresTool({"ffmpeg"})
  void label_twice_sameBytes() throws Exception {
    Path input = directory.resolve("in.ogg");
    Tool.ffmpeg("-f", "lavfi", "-i", "sine=330:d=1", "-c:a", "libopus", input);
    Path one = directory.resolve("one.ogg");
    Path two = directory.resolve("two.ogg");
    Labeler labeler = new Labeler(directory);
    labeler.label(input, "audio/ogg", LabelFixtures.order(CN), one);
    labeler.label(input, "audio/ogg", LabelFixtures.order(CN), two);
    assertThat(one).hasSameBinaryContentAs(two);
  }
}
