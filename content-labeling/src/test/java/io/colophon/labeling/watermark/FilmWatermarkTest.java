package io.colophon.labeling.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.provider.testkit.RequiresTool;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilmWatermarkTest {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int STRIDE = 672;
  private static final int FRAMES = 24;
  private static final long PAYLOAD = 0x0f1e2d3c4b5a6978L;

  private final FilmWatermark mark = Watermarks.film();

  @Test
  void detect_markedFrames_isThePayload() {
    FilmWatermark.Detector detector = mark.detector(WIDTH, HEIGHT, false);
    FilmWatermark.Embedder embedder = mark.embedder(WIDTH, HEIGHT, false, PAYLOAD);
    for (byte[] frame : frames()) {
      embedder.mark(ByteBuffer.wrap(frame), STRIDE);
      detector.next(ByteBuffer.wrap(frame).asReadOnlyBuffer(), STRIDE);
    }
    assertPayload(detector.detect());
  }

  @Test
  void mark_limitedRange_keepsRangeAndPadding() {
    FilmWatermark.Embedder embedder = mark.embedder(WIDTH, HEIGHT, false, PAYLOAD);
    byte[] frame = new byte[STRIDE * HEIGHT];
    Arrays.fill(frame, (byte) 16);
    for (int y = 0; y < HEIGHT / 2; y++) {
      Arrays.fill(frame, y * STRIDE, y * STRIDE + WIDTH, (byte) 235);
    }
    byte[] before = frame.clone();
    embedder.mark(ByteBuffer.wrap(frame), STRIDE);
    assertThat(frame).isNotEqualTo(before);
    for (int i = 0; i < frame.length; i++) {
      assertThat(frame[i] & 0xff).isBetween(16, 235);
      if (i % STRIDE >= WIDTH) {
        assertThat(frame[i]).isEqualTo(before[i]);
      }
    }
  }

  @Test
  void mark_stillFilm_addsTheSameToEachFrame() {
    FilmWatermark.Embedder embedder = mark.embedder(WIDTH, HEIGHT, true, PAYLOAD);
    byte[] first = frames().get(0);
    byte[] second = first.clone();
    embedder.mark(ByteBuffer.wrap(first), STRIDE);
    embedder.mark(ByteBuffer.wrap(second), STRIDE);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void detect_unmarkedAskedWithoutEnd_isNothing() {
    FilmWatermark.Detector detector = mark.detector(WIDTH, HEIGHT, false);
    assertThat(detector.detect()).isEmpty();
    for (byte[] frame : frames().subList(0, 4)) {
      detector.next(ByteBuffer.wrap(frame), STRIDE);
      assertThat(detector.detect()).isEmpty();
    }
  }

  @Test
  void embedder_tooSmall_isRefused() {
    assertThatThrownBy(() -> mark.embedder(640, 100, false, PAYLOAD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("640x100");
  }

  @Test
  @RequiresTool("ffmpeg")
  void detect_h264SmallerAtCrf23_isThePayload(@TempDir Path dir) throws Exception {
    Path raw = dir.resolve("marked.yuv");
    FilmWatermark.Embedder embedder = mark.embedder(WIDTH, HEIGHT, false, PAYLOAD);
    byte[] chroma = new byte[WIDTH * HEIGHT / 2];
    Arrays.fill(chroma, (byte) 128);
    try (OutputStream out = Files.newOutputStream(raw)) {
      for (byte[] frame : frames()) {
        embedder.mark(ByteBuffer.wrap(frame), STRIDE);
        for (int y = 0; y < HEIGHT; y++) {
          out.write(frame, y * STRIDE, WIDTH);
        }
        out.write(chroma);
      }
    }
    Path coded = dir.resolve("coded.mp4");
    ffmpeg(
        ("-f rawvideo -pix_fmt yuv420p -s 640x480 -r 24 -i " + raw)
            + (" -vf scale=480:360 -c:v libx264 -preset veryfast -crf 23 " + coded));
    Path decoded = dir.resolve("decoded.yuv");
    ffmpeg("-i " + coded + " -pix_fmt yuv420p -f rawvideo " + decoded);
    FilmWatermark.Detector detector = mark.detector(480, 360, false);
    byte[] frame = new byte[480 * 360 * 3 / 2];
    try (InputStream in = Files.newInputStream(decoded)) {
      while (in.readNBytes(frame, 0, frame.length) == frame.length) {
        detector.next(ByteBuffer.wrap(frame), 480);
      }
    }
    assertPayload(detector.detect());
  }

  private static void assertPayload(Optional<Detection> detection) {
    assertThat(detection)
        .hasValueSatisfying(
            found -> {
              assertThat(found.payload()).isEqualTo(PAYLOAD);
              assertThat(found.score()).isGreaterThanOrEqualTo(6);
            });
  }

  /** A camera that moves over a picture. */
  private static List<byte[]> frames() {
    BufferedImage world = NaturalPicture.of(WIDTH + 2 * FRAMES, 5);
    List<byte[]> frames = new ArrayList<>();
    for (int n = 0; n < FRAMES; n++) {
      byte[] frame = new byte[STRIDE * HEIGHT];
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          int gray = world.getRaster().getSample(x + 2 * n, y + n, 0);
          frame[y * STRIDE + x] = (byte) (16 + gray * 219 / 255);
        }
      }
      frames.add(frame);
    }
    return frames;
  }

  private static void ffmpeg(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(Arrays.asList(arguments.split(" ")));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
