package io.colophon.labeling.video;

import static io.colophon.labeling.Jurisdiction.CN;
import static io.colophon.labeling.Jurisdiction.EU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.AppliedLabel;
import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.OcrLabel;
import io.colophon.labeling.Tool;
import io.colophon.labeling.image.LabelMark;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films made and judged by programs that are not ours. */
class FilmLabelerTest {
  @TempDir Path directory;

  private Path film(String name, Object... codecs) throws Exception {
    Path file = directory.resolve(name);
    List<Object> command =
        new java.util.ArrayList<>(
            List.of(
                "-f",
                "lavfi",
                "-i",
                "testsrc2=s=320x240:r=10:d=3",
                "-f",
                "lavfi",
                "-i",
                "sine=440:d=3",
                "-metadata",
                "title=Kept",
                "-metadata",
                "AIGC=somebody"));
    command.addAll(List.of(codecs));
    command.add(file);
    Tool.ffmpeg(command.toArray());
    return file;
  }

  @ParameterizedTest
  @CsvSource({
    "mp4,  video/mp4,  libx264    -pix_fmt yuv420p -c:a aac -movflags +use_metadata_tags",
    "webm, video/webm, libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus"
  })
  @RequiresTool({"ffmpeg", "ffprobe", "exiftool", "mediainfo", "tesseract"})
  void label_film_wordsInTheFirstTwoSecondsAndOneTag(
      String extension, String mimeType, String codecs) throws Exception {
    Object[] options = ("-c:v " + codecs).split(" +");
    Path input = film("in." + extension, options);
    Path output = directory.resolve("out." + extension);
    AppliedLabel applied =
        new Labeler(directory).label(input, mimeType, LabelFixtures.order(CN, EU), output);
    ExplicitLabel explicit = applied.explicit().orElseThrow();
    assertThat(explicit.durationMillis().orElseThrow()).isGreaterThanOrEqualTo(2000);
    assertThat(explicit.heightRatio().orElseThrow()).isGreaterThanOrEqualTo(0.05);
    assertThat(applied.implicit().notes()).containsExactly("replaced-label");
    assertThat(Tool.run("exiftool", "-a", output)).containsOnlyOnce(LabelFixtures.JSON);
    assertThat(Tool.run("ffprobe", "-v", "error", "-show_entries", "format_tags", output))
        .contains("AIGC=" + LabelFixtures.JSON)
        .doesNotContain("somebody")
        .contains("itle=Kept");
    assertThat(Tool.run("mediainfo", output)).contains(LabelFixtures.JSON);
    assertThat(
            Tool.run(
                    "ffprobe",
                    "-v",
                    "error",
                    "-count_frames",
                    "-select_streams",
                    "v",
                    "-show_entries",
                    "stream=nb_read_frames",
                    "-of",
                    "csv=p=0",
                    output)
                .strip())
        .isEqualTo("30");
    LabelMark mark = LabelMark.of("AI生成", 320, 240);
    for (String time : List.of("0", "0.5", "1.0", "1.5", "2.0")) {
      Path frame = directory.resolve("frame.png");
      Tool.ffmpeg("-ss", time, "-i", output, "-frames:v", "1", frame);
      String read =
          OcrLabel.read(
              ImageIO.read(frame.toFile())
                  .getSubimage(mark.x(), mark.y(), mark.width(), mark.height()),
              mark.capPixels(),
              directory);
      assertThat(read).as("at %s s", time).containsPattern("A[Il1|]生成");
    }
  }

  @Test
  @RequiresTool({"ffmpeg", "ffprobe"})
  void label_silentShortFilm_labelFillsIt() throws Exception {
    Path input = directory.resolve("in.mp4");
    Tool.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=64x64:r=25:d=0.4",
        "-c:v",
        "libx264",
        "-pix_fmt",
        "yuv420p",
        input);
    Path output = directory.resolve("out.mp4");
    AppliedLabel applied =
        new Labeler(directory).label(input, "video/mp4", LabelFixtures.order(CN), output);
    assertThat(applied.explicit().orElseThrow().durationMillis()).hasValue(360);
  }

  @Test
  @RequiresTool({"ffmpeg"})
  void label_codecWeCannotWrite_isRefused() throws Exception {
    Path input = directory.resolve("in.mp4");
    Tool.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=64x64:r=25:d=0.4",
        "-c:v",
        "libx265",
        "-pix_fmt",
        "yuv420p",
        input);
    assertThatThrownBy(
            () ->
                new Labeler(directory)
                    .label(
                        input, "video/mp4", LabelFixtures.order(CN), directory.resolve("out.mp4")))
        .isInstanceOfSatisfying(
            LabelingException.class,
            e -> assertThat(e.reason()).isEqualTo(LabelingException.Reason.UNSUPPORTED_VARIANT))
        .hasMessageContaining("hevc");
    assertThat(directory.resolve("out.mp4")).doesNotExist();
  }
}
