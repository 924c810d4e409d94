package io.colophon.labeling.detect;

import io.colophon.labeling.audio.SoundSamples;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.image.PicturePixels;
import io.colophon.labeling.policy.Medium;
import io.colophon.labeling.video.FilmFrames;
import io.colophon.labeling.watermark.Detection;
import io.colophon.labeling.watermark.FilmWatermark;
import io.colophon.labeling.watermark.LumaPlane;
import io.colophon.labeling.watermark.PictureWatermark;
import io.colophon.labeling.watermark.SoundWatermark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a file and looks for a mark in it: all of a picture, up to {@value #MOST_FRAMES} frames
 * of a film, up to {@value #MOST_SOUND_SECONDS} seconds of a sound. Memory is one picture or one
 * block of sound, however large the file is. Thread-safe, blocking.
 */
public final class WatermarkSearch {
  static final int MOST_FRAMES = 24;
  static final int MOST_SOUND_SECONDS = 120;
  private static final double FRAME_STEP_SECONDS = 0.5;

  private final PictureWatermark picture;
  private final Optional<SoundWatermark> sound;
  private final FilmWatermark film;

  /**
   * @param sound empty where sounds are not looked at
   */
  public WatermarkSearch(
      PictureWatermark picture, Optional<SoundWatermark> sound, FilmWatermark film) {
    this.picture = picture;
    this.sound = sound;
    this.film = film;
  }

  /**
   * Looks for a mark.
   *
   * @param mimeType what the file is, lower case, without parameters
   * @return empty when there is none, or when files of this type have no samples
   * @throws MalformedMediaException if the file cannot be decoded as what its type says
   */
  public Optional<Detection> in(Path file, String mimeType) throws IOException {
    return switch (Medium.of(mimeType)) {
      case IMAGE -> inPicture(file, mimeType);
      case FILM -> {
        Optional<Detection> seen = inFilm(file);
        yield seen.isPresent() ? seen : inSoundOfFilm(file);
      }
      case SOUND -> isMidi(mimeType) ? Optional.empty() : inSound(file);
      case TEXT, DOCUMENT -> Optional.empty();
    };
  }

  private Optional<Detection> inPicture(Path file, String mimeType) throws IOException {
    if (!PicturePixels.mimeTypes().contains(mimeType)) {
      return Optional.empty();
    }
    LumaPlane plane = PicturePixels.luma(PicturePixels.read(file, mimeType));
    return Math.min(plane.width(), plane.height()) < picture.minSide()
        ? Optional.empty()
        : picture.detect(plane);
  }

  private Optional<Detection> inFilm(Path file) throws IOException {
    double[] times = new double[MOST_FRAMES];
    for (int i = 0; i < times.length; i++) {
      times[i] = i * FRAME_STEP_SECONDS;
    }
    Frames frames = new Frames(film);
    FilmFrames.at(file, times, frames::take);
    return frames.detect();
  }

  private Optional<Detection> inSoundOfFilm(Path file) throws IOException {
    try {
      return inSound(file);
    } catch (MalformedMediaException silent) {
      return Optional.empty(); // a film without a sound that can be decoded
    }
  }

  private Optional<Detection> inSound(Path file) throws IOException {
    if (sound.isEmpty()) {
      return Optional.empty();
    }
    try (SoundSamples samples = SoundSamples.open(file)) {
      SoundWatermark.Detector detector = sound.get().detector(samples.rate(), samples.channels());
      long left = (long) MOST_SOUND_SECONDS * samples.rate() * samples.channels();
      for (float[] block = samples.next(); block.length > 0 && left > 0; block = samples.next()) {
        detector.next(block);
        left -= block.length;
      }
      return detector.end();
    }
  }

  private static boolean isMidi(String mimeType) {
    return mimeType.equals("audio/midi") || mimeType.equals("audio/x-midi");
  }

  /** Hands frames of one size to the detector that the first of them asks for. */
  private static final class Frames {
    private final FilmWatermark film;
    private FilmWatermark.@Nullable Detector detector;
    private int width;
    private int height;
    private Optional<Detection> found = Optional.empty();
    private int taken;

    Frames(FilmWatermark film) {
      this.film = film;
    }

    boolean take(LumaPlane luma, double seconds) {
      FilmWatermark.Detector current = detector;
      if (current == null) {
        current = film.detector(luma.width(), luma.height(), true);
        detector = current;
        width = luma.width();
        height = luma.height();
      }
      if (luma.width() != width || luma.height() != height) {
        return true; // a film may change its size; the mark of its beginning is looked for
      }
      byte[] row = new byte[width * height];
      for (int i = 0; i < row.length; i++) {
        row[i] = (byte) Math.round(luma.samples()[i]);
      }
      current.next(ByteBuffer.wrap(row), width);
      taken++;
      if (taken % 8 == 0) {
        found = current.detect();
      }
      return found.isEmpty();
    }

    Optional<Detection> detect() {
      FilmWatermark.Detector current = detector;
      return found.isPresent() || current == null || taken % 8 == 0 ? found : current.detect();
    }
  }
}
