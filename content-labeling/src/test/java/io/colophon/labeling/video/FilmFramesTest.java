package io.colophon.labeling.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colophon.labeling.Tool;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.watermark.LumaPlane;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Films whose frames tell their own time by their brightness. */
class FilmFramesTest {
  /** Ten seconds of ten frames; a frame of second s is grey of value 20 s + 20. */
  private static final String GREYS =
      "color=gray:s=96x64:r=10:d=10,format=yuv420p,"
          + "geq=lum='16+(20*floor(T)+20)*219/255':cb=128:cr=128";

  @TempDir Path directory;

  private Path film(String name, String options) throws Exception {
    Path file = directory.resolve(name);
    List<Object> command = new ArrayList<>(List.of("-f", "lavfi", "-i", GREYS));
    command.addAll(List.of((Object[]) options.split(" +")));
    command.add(file);
    Tool.ffmpeg(command.toArray());
    return file;
  }

  private static double grey(LumaPlane luma) {
    return luma.samples()[luma.width() * (luma.height() / 2) + luma.width() / 2];
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp4,  -c:v libx264 -g 15 -bf 2",
    "a.mov,  -c:v mpeg4 -g 15",
    "a.mkv,  -c:v libx264 -g 15",
    "a.webm, -c:v libvpx -g 15 -deadline realtime",
    "a.avi,  -c:v mjpeg -pix_fmt yuvj420p",
    "a.flv,  -c:v flv1 -g 15"
  })
  @RequiresTool({"ffmpeg"})
  void at_eachFormat_framesOfThoseTimes(String name, String options) throws Exception {
    Path film = film(name, options);
    List<Double> greys = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    int given =
        FilmFrames.at(
            film,
            new double[] {0, 0.5, 1.05, 4.5, 5.5, 9.5, 99},
            (luma, seconds) -> {
              greys.add(grey(luma));
              times.add(seconds);
              return true;
            });
    assertThat(given).isEqualTo(7);
    double[] expected = {20, 20, 40, 100, 120, 200, 200};
    double[] expectedTimes = {0, 0.5, 1.1, 4.5, 5.5, 9.5, 9.9};
    for (int i = 0; i < expected.length; i++) {
      assertThat(greys.get(i)).as("grey %d", i).isCloseTo(expected[i], within(4.0));
      assertThat(times.get(i)).as("time %d", i).isCloseTo(expectedTimes[i], within(0.011));
    }
  }

  @Test
  @RequiresTool({"ffmpeg"})
  void everyNth_manyThreads_everyFrameOnceInOrder() throws Exception {
    Path film = film("a.mp4", "-c:v libx264 -bf 3");
    List<Double> times = new ArrayList<>();
    int given =
        FilmFrames.everyNth(
            film,
            20,
            FilmFrames.MOST_FRAMES,
            (luma, seconds) -> {
              times.add(seconds);
              return true;
            });
    assertThat(given).isEqualTo(5);
    assertThat(times).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0);
    assertThat(FilmFrames.everyNth(film, 1, 7, (luma, seconds) -> true)).isEqualTo(7);
    assertThat(FilmFrames.everyNth(film, 1, 7, (luma, seconds) -> false)).isEqualTo(1);
    assertThat(FilmFrames.tellsSeconds(film)).isCloseTo(10, within(0.2));
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp4, -c:v libx264 -sc_threshold 0",
    "a.mkv, -c:v libx264 -sc_threshold 0",
    "a.avi, -c:v mpeg4 -sc_threshold 1000000000"
  })
  @RequiresTool({"ffmpeg"})
  void keyFrames_oneEachTwoSeconds_fiveFrames(String name, String options) throws Exception {
    Path film = film(name, options + " -g 20 -keyint_min 20");
    List<Double> times = new ArrayList<>();
    FilmFrames.keyFrames(
        film,
        100,
        (luma, seconds) -> {
          times.add((double) Math.round(seconds * 10) / 10);
          return true;
        });
    assertThat(times).containsExactly(0.0, 2.0, 4.0, 6.0, 8.0);
  }

  @ParameterizedTest
  @CsvSource({"90, 64, 96", "180, 96, 64", "270, 64, 96"})
  @RequiresTool({"ffmpeg"})
  void everyNth_filmOfPhone_isUpright(int degrees, int width, int height) throws Exception {
    Path lying = directory.resolve("lying.mp4");
    Tool.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=96x64:r=5:d=1",
        "-c:v",
        "libx264",
        "-qp",
        "0",
        "-pix_fmt",
        "yuv420p",
        lying);
    Path turned = directory.resolve("turned.mp4");
    Tool.ffmpeg("-i", lying, "-c", "copy", "-metadata:s:v:0", "rotate=" + degrees, turned);
    Path raw = directory.resolve("upright.gray");
    Tool.ffmpeg("-i", turned, "-frames:v", "1", "-vf", "extractplanes=y", "-f", "rawvideo", raw);
    byte[] upright = Files.readAllBytes(raw);
    FilmFrames.everyNth(
        turned,
        1,
        1,
        (luma, seconds) -> {
          assertThat(luma.width()).isEqualTo(width);
          assertThat(luma.height()).isEqualTo(height);
          for (int i = 0; i < upright.length; i++) {
            double full = ((upright[i] & 0xFF) - 16) * 255 / 219.0;
            assertThat(luma.samples()[i])
                .isCloseTo((float) Math.max(0, Math.min(255, full)), within(1f));
          }
          return false;
        });
  }

  @Test
  void everyNth_notAFilm_typedError() throws Exception {
    Path file = Files.write(directory.resolve("a.mp4"), new byte[100]);
    assertThatThrownBy(() -> FilmFrames.everyNth(file, 1, 1, (luma, seconds) -> true))
        .isInstanceOf(MalformedMediaException.class);
    assertThatThrownBy(() -> FilmFrames.everyNth(file, 0, 1, (luma, seconds) -> true))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
