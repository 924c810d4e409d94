package io.colophon.labeling.fingerprint;

import io.colophon.labeling.Digests;
import io.colophon.labeling.audio.SoundSamples;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.image.PicturePixels;
import io.colophon.labeling.video.FilmFrames;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the fingerprints of a file. Stateless, thread-safe, blocking. Memory: one decoded picture,
 * one frame of a film, or one block of a sound.
 *
 * <p>The digest of samples is taken over a normal form that depends on the decoded samples alone:
 *
 * <ul>
 *   <li>picture: width and height, 4 bytes each, big-endian; then the first picture of the file,
 *       turned upright, row by row, red, green, blue, opacity, 8 bits each, as stored: no profile
 *       is applied, 16 bits are cut to the upper 8, what has no opacity is opaque
 *   <li>sound: rate and channels, 4 bytes each, big-endian; then the samples, interleaved, 16 bits
 *       signed, little-endian: full scale is 32768, rounded, cut to the range
 *   <li>film and AVIF: for each frame that a code is taken of, width and height as above and the
 *       brightness of every pixel, 8 bits, full range. The other frames and the sound do not count,
 *       since a film is not decoded as a whole
 * </ul>
 */
public final class Fingerprinter {
  private static final int FULL_SCALE = 1 << 15;
  private static final int SHIFTS = 4;

  /** Pictures that no picture codec here reads, but that are films of one frame. */
  private static final Set<String> CODED_AS_FILM = Set.of("image/avif");

  private Fingerprinter() {}

  /**
   * Takes what the type of a file allows: a picture's code, a sound's, or those of up to {@value
   * Fingerprints#MAX_PICTURES} frames of a film and of its sound. The frames of a film are those at
   * evenly spaced whole and half seconds, not its key frames: a copy has others.
   *
   * @param mimeType lower case, without parameters
   * @return what was taken; {@link Fingerprints#none()} for types without samples, such as text,
   *     documents and MIDI
   * @throws MalformedMediaException if it cannot be decoded as what its type says
   */
  public static Fingerprints of(Path file, String mimeType) throws IOException {
    return all(file, mimeType, 1).get(0);
  }

  /**
   * Takes what is worth searching for, to find what a file may be a copy of: first what {@link #of}
   * takes, then the code of its sound at {@value #SHIFTS} - 1 shifts of less than a step, since a
   * copy may have been cut anywhere.
   */
  public static List<Fingerprints> forSearch(Path file, String mimeType) throws IOException {
    return all(file, mimeType, SHIFTS);
  }

  private static List<Fingerprints> all(Path file, String mimeType, int shifts) throws IOException {
    String type = mimeType.toLowerCase(Locale.ROOT);
    if (PicturePixels.mimeTypes().contains(type)) {
      return List.of(ofPicture(PicturePixels.read(file, type)));
    }
    if (type.startsWith("video/") || CODED_AS_FILM.contains(type)) {
      return ofFilm(file, shifts);
    }
    if (type.startsWith("audio/") && !type.equals("audio/midi") && !type.equals("audio/x-midi")) {
      return ofSound(file, shifts);
    }
    return List.of(Fingerprints.none());
  }

  /** Takes the fingerprints of a decoded picture. */
  public static Fingerprints ofPicture(BufferedImage picture) {
    PixelRows rows = new PixelRows(picture);
    LumaGrid grid = new LumaGrid(rows.width(), rows.height());
    MessageDigest digest = Digests.sha256();
    digest.update(size(rows.width(), rows.height()));
    byte[] rgba = new byte[4 * rows.width()];
    float[] luma = new float[rows.width()];
    for (int y = 0; y < rows.height(); y++) {
      rows.row(y, rgba);
      digest.update(rgba);
      PixelRows.luma(rgba, rows.width(), luma);
      grid.row(y, luma, 0);
    }
    return new Fingerprints(Optional.of(hex(digest)), List.of(Pdq.of(grid, 0)), Optional.empty());
  }

  private static List<Fingerprints> ofSound(Path file, int shifts) throws IOException {
    MessageDigest digest = Digests.sha256();
    try (SoundSamples sound = SoundSamples.open(file)) {
      digest.update(size(sound.rate(), sound.channels()));
      ShiftedCoders coders = new ShiftedCoders(sound.rate(), shifts);
      for (float[] block = sound.next(); block.length > 0; block = sound.next()) {
        digest.update(words(block));
        coders.next(mono(block, sound.channels()));
      }
      return with(Optional.of(hex(digest)), List.of(), coders.end());
    }
  }

  /** The first code goes with the rest, the others stand alone. */
  private static List<Fingerprints> with(
      Optional<String> samples, List<PictureCode> pictures, List<SoundCode> sounds) {
    List<Fingerprints> all = new ArrayList<>();
    all.add(new Fingerprints(samples, pictures, sounds.stream().findFirst()));
    sounds.stream()
        .skip(1)
        .forEach(code -> all.add(new Fingerprints(Optional.empty(), List.of(), Optional.of(code))));
    return all;
  }

  private static List<Fingerprints> ofFilm(Path file, int shifts) throws IOException {
    MessageDigest digest = Digests.sha256();
    List<PictureCode> codes = new ArrayList<>();
    double[] times = times(FilmFrames.tellsSeconds(file));
    FilmFrames.at(
        file,
        times,
        (luma, seconds) -> {
          digest.update(size(luma.width(), luma.height()));
          LumaGrid grid = new LumaGrid(luma.width(), luma.height());
          byte[] row = new byte[luma.width()];
          for (int y = 0; y < luma.height(); y++) {
            grid.row(y, luma.samples(), y * luma.width());
            for (int x = 0; x < row.length; x++) {
              row[x] = (byte) Math.round(luma.samples()[y * row.length + x]);
            }
            digest.update(row);
          }
          codes.add(Pdq.of(grid, Math.round(seconds * 1000)));
          return true;
        });
    return with(Optional.of(hex(digest)), codes, soundOfFilm(file, shifts));
  }

  /** Half a step in, and then every step of whole seconds; the length of a copy may vary a bit. */
  private static double[] times(double seconds) {
    int step = Math.max(1, (int) Math.ceil((seconds - 0.5) / Fingerprints.MAX_PICTURES));
    int count = (int) Math.max(1, Math.min(Fingerprints.MAX_PICTURES, Math.round(seconds / step)));
    double[] times = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = step * (i + 0.5);
    }
    return times;
  }

  /** A film that has no sound, or none that can be decoded, is known by its pictures alone. */
  private static List<SoundCode> soundOfFilm(Path file, int shifts) throws IOException {
    try (SoundSamples sound = SoundSamples.open(file)) {
      ShiftedCoders coders = new ShiftedCoders(sound.rate(), shifts);
      for (float[] block = sound.next();
          block.length > 0 && coders.wantMore();
          block = sound.next()) {
        coders.next(mono(block, sound.channels()));
      }
      return coders.end();
    } catch (MalformedMediaException none) {
      return List.of();
    }
  }

  private static byte[] words(float[] samples) {
    ByteBuffer words = ByteBuffer.allocate(2 * samples.length);
    for (float sample : samples) {
      int word = Math.max(-FULL_SCALE, Math.min(FULL_SCALE - 1, Math.round(sample * FULL_SCALE)));
      words.putShort(Short.reverseBytes((short) word));
    }
    return words.array();
  }

  private static float[] mono(float[] samples, int channels) {
    if (channels == 1) {
      return samples;
    }
    float[] mono = new float[samples.length / channels];
    for (int i = 0; i < mono.length; i++) {
      float sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += samples[i * channels + c];
      }
      mono[i] = sum / channels;
    }
    return mono;
  }

  private static byte[] size(int first, int second) {
    return ByteBuffer.allocate(8).putInt(first).putInt(second).array();
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }
}
