package io.colophon.benchmarks.watermark;

import io.colophon.labeling.watermark.FilmWatermark;
import io.colophon.labeling.watermark.Watermarks;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Marks films of a camera that moves over a scene, codes them by H.264, reads them back. */
final class FilmRounds {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;

  /** Four seconds. */
  private static final int FRAMES = 96;

  /** The detector sees every so many frames. */
  private static final int SAMPLED = 8;

  private static final FilmWatermark MARK = Watermarks.film();

  private final PrintWriter out;
  private final Path folder;
  private final Table table = new Table();

  FilmRounds(PrintWriter out, Path folder) {
    this.out = out;
    this.folder = folder;
  }

  void run(int count) throws IOException, InterruptedException {
    List<String> notes = new ArrayList<>();
    for (Scenes scene : Scenes.values()) {
      List<Double> times = new ArrayList<>();
      double psnr = 0;
      for (int i = 0; i < count; i++) {
        long payload = new SplittableRandom(i).nextLong();
        Path marked = folder.resolve("marked.yuv");
        psnr += film(scene, i, payload, marked, times);
        for (int crf : new int[] {18, 23, 28, 33}) {
          for (int height : new int[] {720, 480, 360}) {
            boolean right = read(marked, crf, height, payload);
            table.add("crf " + crf + ", " + height + " lines", scene.label(), right);
          }
        }
        Files.delete(marked);
      }
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: PSNR %.1f dB; %.1f ms of CPU time a frame (median)",
              scene.label(),
              psnr / count,
              Median.of(times)));
    }
    table.print(out, "films of 1280x720, 4 s, x264 veryfast");
    out.println();
    notes.forEach(note -> out.println("- " + note));
    out.flush();
  }

  private boolean read(Path marked, int crf, int height, long payload)
      throws IOException, InterruptedException {
    int width = height * 16 / 9 / 2 * 2;
    Path coded = folder.resolve("coded.mp4");
    Path decoded = folder.resolve("decoded.yuv");
    ffmpeg(
        ("-f rawvideo -pix_fmt yuv420p -s " + WIDTH + "x" + HEIGHT + " -r 24 -i " + marked)
            + (" -vf scale=" + width + ":" + height)
            + (" -c:v libx264 -preset veryfast -crf " + crf + " " + coded));
    ffmpeg("-i " + coded + " -pix_fmt yuv420p -f rawvideo " + decoded);
    FilmWatermark.Detector detector = MARK.detector(width, height, false);
    byte[] frame = new byte[width * height * 3 / 2];
    try (InputStream in = Files.newInputStream(decoded)) {
      for (int n = 0; in.readNBytes(frame, 0, frame.length) == frame.length; n++) {
        if (n % SAMPLED == 0) {
          detector.next(ByteBuffer.wrap(frame), width);
        }
      }
    }
    Files.delete(coded);
    Files.delete(decoded);
    return detector.detect().filter(found -> found.payload() == payload).isPresent();
  }

  private static double film(Scenes scene, int seed, long payload, Path path, List<Double> times)
      throws IOException {
    BufferedImage world = scene.picture(WIDTH + 2 * FRAMES, HEIGHT + FRAMES, seed);
    float[] luma = Luma.of(world).samples();
    FilmWatermark.Embedder embedder = MARK.embedder(WIDTH, HEIGHT, false, payload);
    byte[] chroma = new byte[WIDTH * HEIGHT / 2];
    Arrays.fill(chroma, (byte) 128);
    double psnr = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      for (int n = 0; n < FRAMES; n++) {
        byte[] frame = new byte[WIDTH * HEIGHT];
        for (int i = 0; i < frame.length; i++) {
          int at = (i / WIDTH + n) * world.getWidth() + i % WIDTH + 2 * n;
          frame[i] = (byte) Math.round(16 + luma[at] * 219 / 255);
        }
        byte[] plain = frame.clone();
        CpuClock clock = new CpuClock();
        embedder.mark(ByteBuffer.wrap(frame), WIDTH);
        times.add(clock.millis());
        double sum = 0;
        for (int i = 0; i < frame.length; i++) {
          double change = (frame[i] & 0xff) - (plain[i] & 0xff);
          sum += change * change;
        }
        psnr += 10 * Math.log10(255.0 * 255 * frame.length / sum);
        out.write(frame);
        out.write(chroma);
      }
    }
    return psnr / FRAMES;
  }

  private static void ffmpeg(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(Arrays.asList(arguments.split(" ")));
    Tools.run(command.toArray(String[]::new));
  }
}
