package io.colophon.provider.local.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colophon.provider.local.audio.PcmAudio;
import io.colophon.provider.local.image.ImageOrder;
import io.colophon.provider.local.image.Picture;
import io.colophon.provider.local.image.SceneRenderer;
import io.colophon.provider.local.image.raster.Canvas;
import io.colophon.provider.local.image.raster.Finish;
import io.colophon.provider.local.work.Work;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class FilmMakerTest {
  private final FilmMaker maker = new FilmMaker();
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Container.class)
  @RequiresTool("ffprobe")
  void make_film_isWhatItSaysToFfprobe(Container container) throws Exception {
    Path file = folder.resolve("film");
    FilmOrder order = order("boat at sea", container, Duration.ofMillis(1500), Optional.of(tone()));

    Film film = maker.make(order, file, Work.UNOBSERVED);

    assertThat(film.frames()).isEqualTo(18);
    assertThat(film.millis()).isEqualTo(1500);
    assertThat(film.bytes()).isEqualTo(Files.size(file));
    Map<String, String> picture = probe(file, "v");
    boolean mp4 = container == Container.MP4;
    assertThat(picture)
        .containsEntry("codec_name", mp4 ? "h264" : "vp9")
        .containsEntry("width", "160")
        .containsEntry("height", "96")
        .containsEntry("pix_fmt", "yuv420p")
        .containsEntry("avg_frame_rate", "12/1")
        .containsEntry("nb_read_frames", "18");
    Map<String, String> sound = probe(file, "a");
    assertThat(sound)
        .containsEntry("codec_name", mp4 ? "aac" : "opus")
        .containsEntry("sample_rate", "48000")
        .containsEntry("channels", "2");
    assertThat(Double.parseDouble(duration(file))).isCloseTo(1.5, within(0.1));
  }

  @Test
  void make_mp4_hasItsIndexInFront() throws Exception {
    Path file = folder.resolve("film.mp4");

    maker.make(
        order("cat", Container.MP4, Duration.ofSeconds(1), Optional.empty()),
        file,
        Work.UNOBSERVED);

    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertThat(bytes.indexOf("moov")).isBetween(4, bytes.indexOf("mdat"));
  }

  @Test
  @RequiresTool("ffprobe")
  void make_withoutSound_hasNoSoundTrack() throws Exception {
    Path file = folder.resolve("film.mp4");

    maker.make(
        order("cat", Container.MP4, Duration.ofSeconds(1), Optional.empty()),
        file,
        Work.UNOBSERVED);

    assertThat(probe(file, "a")).isEmpty();
  }

  @Test
  void make_sameOrderTwice_givesTheSameFile() throws Exception {
    Path first = folder.resolve("first.mp4");
    Path second = folder.resolve("second.mp4");
    FilmOrder order =
        order("birds at sunset", Container.MP4, Duration.ofSeconds(1), Optional.of(tone()));

    maker.make(order, first, Work.UNOBSERVED);
    maker.make(order, second, Work.UNOBSERVED);

    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "lighthouse at sea",
    "雪中的村庄",
    "city with fireworks",
    "coral reef with fish",
    "quantum entanglement",
    "forest with a windmill, pixel art"
  })
  void render_scene_movesWithoutFlicker(String prompt) {
    List<int[]> frames =
        frames(order(prompt, Container.MP4, Duration.ofSeconds(1), Optional.empty()));

    double whole = difference(frames.get(0), frames.get(frames.size() - 1));
    double largest = 0;
    for (int i = 1; i < frames.size(); i++) {
      largest = Math.max(largest, difference(frames.get(i - 1), frames.get(i)));
    }
    assertThat(whole).isGreaterThan(0.05);
    // Of 255 levels; unrelated pictures differ by 30 and more.
    assertThat(largest).isLessThan(9);
  }

  @Test
  void render_firstFrameGiven_startsWithItAndMovesOn() {
    Picture given = new SceneRenderer().render(ImageOrder.of("house", 160, 96, 5), Work.UNOBSERVED);
    FilmOrder order =
        new FilmOrder(
            "snow falls",
            160,
            96,
            Duration.ofSeconds(2),
            12,
            Container.MP4,
            3,
            Optional.of(given),
            Optional.empty());

    List<int[]> frames = frames(order);

    assertThat(psnr(given.rgb(), frames.get(0))).isGreaterThan(38);
    assertThat(psnr(given.rgb(), frames.get(frames.size() - 1))).isLessThan(30);
  }

  @Test
  @RequiresTool("ffmpeg")
  void make_firstFrameGiven_isSeenInTheFile() throws Exception {
    Picture given = new SceneRenderer().render(ImageOrder.of("house", 160, 96, 5), Work.UNOBSERVED);
    Path file = folder.resolve("film.mp4");
    maker.make(
        new FilmOrder(
            "",
            160,
            96,
            Duration.ofSeconds(1),
            12,
            Container.MP4,
            3,
            Optional.of(given),
            Optional.empty()),
        file,
        Work.UNOBSERVED);

    Process process =
        new ProcessBuilder(
                "ffmpeg",
                "-v",
                "error",
                "-i",
                file.toString(),
                "-frames:v",
                "1",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "rgb24",
                "-")
            .start();
    byte[] raw = process.getInputStream().readAllBytes();
    int[] decoded = new int[160 * 96];
    for (int i = 0; i < decoded.length; i++) {
      decoded[i] = (raw[i * 3] & 255) << 16 | (raw[i * 3 + 1] & 255) << 8 | (raw[i * 3 + 2] & 255);
    }
    assertThat(psnr(given.rgb(), decoded)).isGreaterThan(22);
  }

  @ParameterizedTest
  @CsvSource({
    "63, 96, 1000, 24, 'width is 63, expected an even number from 64 to 1280'",
    "160, 97, 1000, 24, 'height is 97, expected an even number from 64 to 1280'",
    "1282, 96, 1000, 24, 'width is 1282, expected an even number from 64 to 1280'",
    "160, 96, 999, 24, 'duration is 999 ms, expected 1000 to 30000 ms'",
    "160, 96, 30001, 24, 'duration is 30001 ms, expected 1000 to 30000 ms'",
    "160, 96, 1000, 0, 'frames per second is 0, expected 1 to 60'",
    "160, 96, 1000, 61, 'frames per second is 61, expected 1 to 60'",
  })
  void order_outOfRange_namesTheValue(int width, int height, long millis, int fps, String message) {
    assertThatThrownBy(
            () ->
                new FilmOrder(
                    "cat",
                    width,
                    height,
                    Duration.ofMillis(millis),
                    fps,
                    Container.MP4,
                    1,
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void container_unknownType_listsTheKnown() {
    assertThatThrownBy(() -> Container.of("video/avi"))
        .hasMessage("video format is video/avi, expected one of [video/mp4, video/webm]");
  }

  @ParameterizedTest
  @EnumSource(Container.class)
  void make_cancelledMidway_leavesNoFile(Container container) {
    Path file = folder.resolve("film");
    Stopping work = new Stopping(0.4);

    assertThatThrownBy(
            () ->
                maker.make(
                    order("sea", container, Duration.ofSeconds(2), Optional.of(tone())),
                    file,
                    work))
        .isInstanceOf(CancellationException.class);
    assertThat(file).doesNotExist();
    assertThat(work.reached).isBetween(0.4, 0.5);
  }

  @Test
  void make_folderMissing_saysSoAndLeavesNothing() {
    Path file = folder.resolve("missing").resolve("film.mp4");

    assertThatThrownBy(
            () ->
                maker.make(
                    order("sea", Container.MP4, Duration.ofSeconds(1), Optional.empty()),
                    file,
                    Work.UNOBSERVED))
        .isInstanceOf(FilmException.class)
        .hasMessage("creating the file failed: No such file or directory");
    assertThat(file).doesNotExist();
  }

  @Test
  void soundTrack_shorterThanFilm_isFollowedBySilence() {
    short[] loud = new short[24_000];
    Arrays.fill(loud, (short) 16_384);
    SoundTrack track = new SoundTrack(new PcmAudio(24_000, 1, loud), 96_000);

    assertThat(track.frames()).isEqualTo(96_000);
    assertThat(track.at(0, 0)).isZero();
    assertThat(track.at(20_000, 0)).isEqualTo(0.5f);
    assertThat(track.at(20_000, 1)).isEqualTo(0.5f);
    assertThat(track.at(47_999, 0)).isBetween(0f, 0.001f);
    assertThat(track.at(60_000, 1)).isZero();
  }

  private FilmOrder order(
      String prompt, Container container, Duration duration, Optional<PcmAudio> sound) {
    return new FilmOrder(prompt, 160, 96, duration, 12, container, 7, Optional.empty(), sound);
  }

  private static PcmAudio tone() {
    short[] samples = new short[44_100 * 2 * 3];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (9000 * Math.sin(i / 2 * 2 * Math.PI * 440 / 44_100));
    }
    return new PcmAudio(44_100, 2, samples);
  }

  private static List<int[]> frames(FilmOrder order) {
    List<int[]> frames = new ArrayList<>();
    FilmMaker.render(order, Work.UNOBSERVED, (canvas, i) -> frames.add(copy(canvas)));
    return frames;
  }

  private static int[] copy(Canvas canvas) {
    return Finish.pixels(canvas);
  }

  private static double difference(int[] a, int[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] >> 8 & 255) - (b[i] >> 8 & 255));
    }
    return sum / a.length;
  }

  private static double psnr(int[] a, int[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      for (int shift = 0; shift <= 16; shift += 8) {
        int d = (a[i] >> shift & 255) - (b[i] >> shift & 255);
        squares += d * d;
      }
    }
    return 10 * Math.log10(255 * 255 / Math.max(1e-9, squares / (a.length * 3)));
  }

  private static Map<String, String> probe(Path file, String stream) throws Exception {
    String text =
        run(
            "ffprobe",
            "-v",
            "error",
            "-count_frames",
            "-select_streams",
            stream,
            "-show_entries",
            "stream=codec_name,width,height,pix_fmt,avg_frame_rate,nb_read_frames,sample_rate,channels",
            "-of",
            "default=noprint_wrappers=1",
            file.toString());
    Map<String, String> entries = new TreeMap<>();
    text.lines()
        .filter(line -> line.contains("="))
        .forEach(line -> entries.put(line.split("=", -1)[0], line.split("=", -1)[1]));
    return entries;
  }

  private static String duration(Path file) throws Exception {
    return run(
            "ffprobe",
            "-v",
            "error",
            "-show_entries",
            "format=duration",
            "-of",
            "default=noprint_wrappers=1:nokey=1",
            file.toString())
        .trim();
  }

  private static String run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(errors).isZero();
    assertThat(errors).isEmpty();
    return out;
  }

  /** Cancels once a part of the work is done. */
  private static final class Stopping implements Work {
    private final double at;
    private double reached;

    Stopping(double at) {
      this.at = at;
    }

    @Override
    public void checkpoint() {
      if (reached >= at) {
        throw new CancellationException();
      }
    }

    @Override
    public void progress(double fraction) {
      reached = fraction;
    }

    @Override
    public void countFlop(long operations) {}
  }
}
