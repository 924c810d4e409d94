package io.colophon.provider.testkit;

import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.PixelSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Small valid media files, made from their formats' definitions. Same arguments, same bytes. */
public final class SampleMedia {
  /** Samples per second of {@link #wav}. */
  public static final int SAMPLE_RATE = 16_000;

  /** Width and height of {@link #mp4}. */
  public static final PixelSize FILM_SIZE = new PixelSize(128, 72);

  /** Length of {@link #mp4} in milliseconds. */
  public static final int FILM_MILLIS = 1_000;

  /** Frames in {@link #mp4}. */
  public static final int FILM_FRAMES = 8;

  private static final byte[] PNG_SIGNATURE = {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10};

  private SampleMedia() {}

  /**
   * A PNG file (W3C PNG, third edition): 8 bits per channel, RGB, a soft vertical gradient in a hue
   * that the seed picks.
   */
  public static byte[] png(PixelSize size, long seed) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(PNG_SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(size.width()).putInt(size.height());
    // Bit depth 8, colour type 2 (RGB), and the only compression, filter and no interlacing.
    header.put((byte) 8).put((byte) 2).put((byte) 0).put((byte) 0).put((byte) 0);
    chunk(file, "IHDR", header.array());
    chunk(file, "IDAT", deflatedRows(size, seed));
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static byte[] deflatedRows(PixelSize size, long seed) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      byte[] row = new byte[1 + 3 * size.width()];
      byte[] out = new byte[8192];
      for (int y = 0; y < size.height(); y++) {
        int light = 96 + 96 * y / size.height();
        for (int x = 0; x < size.width(); x++) {
          for (int channel = 0; channel < 3; channel++) {
            row[1 + 3 * x + channel] = (byte) (light + (seed >>> (5 * channel) & 31));
          }
        }
        deflater.setInput(row);
        drain(deflater, out, compressed);
      }
      deflater.finish();
      while (!deflater.finished()) {
        compressed.write(out, 0, deflater.deflate(out));
      }
      return compressed.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static void drain(Deflater deflater, byte[] out, ByteArrayOutputStream compressed) {
    while (!deflater.needsInput()) {
      compressed.write(out, 0, deflater.deflate(out));
    }
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    file.writeBytes(name);
    file.writeBytes(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  /**
   * A WAV file (RIFF, PCM): mono, 16 bits, a quiet sine between 220 and 475 Hz that the seed picks.
   *
   * @param millis length, 0 to 600,000
   */
  public static byte[] wav(int millis, long seed) {
    if (millis < 0 || millis > 600_000) {
      throw new IllegalArgumentException("a recording of " + millis + " ms, expected 0 to 600000");
    }
    int samples = (int) ((long) millis * SAMPLE_RATE / 1000);
    ByteBuffer file = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    ascii(file, "RIFF").putInt(36 + 2 * samples);
    ascii(file, "WAVE");
    ascii(file, "fmt ").putInt(16).putShort((short) 1).putShort((short) 1);
    file.putInt(SAMPLE_RATE).putInt(2 * SAMPLE_RATE).putShort((short) 2).putShort((short) 16);
    ascii(file, "data").putInt(2 * samples);
    double step = 2 * Math.PI * (220 + (seed & 255)) / SAMPLE_RATE;
    for (int i = 0; i < samples; i++) {
      file.putShort((short) Math.round(8192 * StrictMath.sin(step * i)));
    }
    return file.array();
  }

  private static ByteBuffer ascii(ByteBuffer file, String text) {
    return file.put(text.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * An MP4 file (ISO/IEC 14496-12) with one H.264 track of {@link #FILM_SIZE}: a test pattern, 8
   * frames in one second, without sound.
   */
  public static byte[] mp4() {
    // Made by: ffmpeg -f lavfi -i testsrc=size=128x72:rate=8:duration=1 -c:v libx264
    // -preset veryslow -crf 40 -pix_fmt yuv420p -bsf:v filter_units=remove_types=6
    // -map_metadata -1 -fflags +bitexact -flags:v +bitexact -movflags +faststart film.mp4
    try (InputStream film = SampleMedia.class.getResourceAsStream("film.mp4")) {
      return Objects.requireNonNull(film, "film.mp4 is not in the jar").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("film.mp4 cannot be read", e);
    }
  }

  /** A picture as a request carries it: PNG, 64 by 64 pixels. */
  public static Part.Media image() {
    return new Part.Media("image/png", ByteBuffer.wrap(png(new PixelSize(64, 64), 1)));
  }

  /** A recording as a request carries it: WAV, one second. */
  public static Part.Media audio() {
    return new Part.Media("audio/wav", ByteBuffer.wrap(wav(1_000, 1)));
  }
}
