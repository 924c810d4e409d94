package io.colophon.labeling.video;

import io.colophon.labeling.codec.FilmReader;
import io.colophon.labeling.codec.Planes;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.watermark.LumaPlane;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The brightness of some frames of a film, upright, one in memory at a time however long the film
 * is. Reads MP4, MOV, Matroska, WebM, AVI and FLV. Stateless, thread-safe, blocking.
 */
public final class FilmFrames {
  /** No call hands out more frames than this. */
  public static final int MOST_FRAMES = 100_000;

  private FilmFrames() {}

  /** Takes a frame. */
  public interface Taker {
    /**
     * @param luma full range; its samples are overwritten by the next frame
     * @param seconds since the first frame of the film
     * @return whether more frames are wanted
     */
    boolean take(LumaPlane luma, double seconds);
  }

  /**
   * Hands over frames 0, n, 2n and so on in the order they are shown; all frames up to the last one
   * wanted are decoded.
   *
   * @param n at least 1
   * @param most how many at most, 1 to {@link #MOST_FRAMES}
   * @return how many were handed over
   * @throws MalformedMediaException if the film cannot be decoded, or only up to a frame
   */
  public static int everyNth(Path film, int n, int most, Taker taker) throws IOException {
    require(n >= 1, "n", n);
    require(most >= 1 && most <= MOST_FRAMES, "most", most);
    try (FilmReader reader = FilmReader.open(film)) {
      return all(reader, n, most, taker);
    }
  }

  /**
   * Hands over only frames that are coded on their own; what lies between is not decoded, which is
   * tens of times faster than decoding all.
   *
   * @param most how many at most, 1 to {@link #MOST_FRAMES}
   * @return how many were handed over
   * @throws MalformedMediaException if the film cannot be decoded, or only up to a frame
   */
  public static int keyFrames(Path film, int most, Taker taker) throws IOException {
    require(most >= 1 && most <= MOST_FRAMES, "most", most);
    try (FilmReader reader = FilmReader.open(film)) {
      reader.onlyKeyFrames();
      return all(reader, 1, most, taker);
    }
  }

  /**
   * Hands over, for each time, the first frame at or after it, or the last frame where the film
   * ends before; the index of the film is used to get there.
   *
   * @param seconds since the first frame, ascending, not negative; 1 to {@link #MOST_FRAMES}
   * @return how many were handed over: less than asked for only where the taker had enough
   * @throws MalformedMediaException if the film cannot be decoded
   */
  public static int at(Path film, double[] seconds, Taker taker) throws IOException {
    require(seconds.length >= 1 && seconds.length <= MOST_FRAMES, "times", seconds.length);
    for (int i = 0; i < seconds.length; i++) {
      require(seconds[i] >= (i == 0 ? 0 : seconds[i - 1]), "seconds", seconds[i]);
    }
    try (FilmReader reader = FilmReader.open(film)) {
      return new Stops(reader, seconds, taker).run();
    }
  }

  /**
   * The length that a film tells of itself.
   *
   * @return seconds; 0 where it tells none
   */
  public static double tellsSeconds(Path film) throws IOException {
    try (FilmReader reader = FilmReader.open(film)) {
      return reader.tellsSeconds();
    }
  }

  private static int all(FilmReader reader, int n, int most, Taker taker) throws IOException {
    Brightness brightness = new Brightness();
    int[] given = new int[1];
    long[] seen = new long[1];
    reader.pictures(
        (frame, at) -> {
          if (seen[0]++ % n != 0) {
            return true;
          }
          boolean more = taker.take(brightness.of(frame), at);
          return ++given[0] < most && more;
        });
    return given[0];
  }

  private static void require(boolean holds, String name, Number value) {
    if (!holds) {
      throw new IllegalArgumentException(name + " is " + value);
    }
  }

  /** Brings samples of 8 bits to the full range; keeps one plane. */
  static final class Brightness {
    private LumaPlane plane = new LumaPlane(1, 1, new float[1]);
    private byte[] row = new byte[1];

    LumaPlane of(Planes frame) {
      int width = frame.width();
      int height = frame.height();
      if (plane.width() != width || plane.height() != height) {
        plane = new LumaPlane(width, height, new float[width * height]);
        row = new byte[width];
      }
      float black = frame.fullRange() ? 0 : 16;
      float scale = frame.fullRange() ? 1 : 255f / 219;
      float[] samples = plane.samples();
      ByteBuffer luma = frame.luma();
      for (int y = 0, at = 0; y < height; y++) {
        luma.get(y * frame.lumaStride(), row, 0, width);
        for (int x = 0; x < width; x++, at++) {
          samples[at] = Math.max(0, Math.min(255, ((row[x] & 0xFF) - black) * scale));
        }
      }
      return plane;
    }
  }

  /** One run from time to time. */
  private static final class Stops {
    /** Nearer than this, reading on is no slower than looking for another place to start. */
    private static final double READ_ON_SECONDS = 2;

    private final FilmReader reader;
    private final double[] seconds;
    private final Taker taker;
    private final Brightness brightness = new Brightness();
    private int next;
    private boolean more = true;
    private double last;
    private boolean any;

    Stops(FilmReader reader, double[] seconds, Taker taker) {
      this.reader = reader;
      this.seconds = seconds;
      this.taker = taker;
    }

    int run() throws IOException {
      boolean ended = !reader.pictures(this::take);
      while (more && next < seconds.length) {
        if (ended) {
          lastFrame();
          break;
        }
        if (seconds[next] - last > READ_ON_SECONDS) {
          reader.seek(seconds[next]);
        }
        ended = !reader.pictures(this::take);
      }
      return next;
    }

    /**
     * Stops at every frame that is handed over, and at the first, which tells where time begins.
     */
    private boolean take(Planes frame, double at) {
      boolean stop = !any;
      any = true;
      last = at;
      while (more && next < seconds.length && seconds[next] <= at) {
        more = taker.take(brightness.of(frame), at);
        next++;
        stop = true;
      }
      return !stop;
    }

    /** Nothing at or after the wanted time: the last frame there is. */
    private void lastFrame() throws IOException {
      if (!any) {
        throw new MalformedMediaException("media.frames", "a film without a frame");
      }
      double end = last;
      reader.seek(end);
      int before = next;
      reader.pictures(
          (frame, at) -> {
            if (at < end) {
              return true;
            }
            while (more && next < seconds.length) {
              more = taker.take(brightness.of(frame), at);
              next++;
            }
            return false;
          });
      if (next == before) {
        throw new MalformedMediaException("media.frames", "the last frame cannot be found again");
      }
    }
  }
}
