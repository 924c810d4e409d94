package io.colophon.provider.triton;

import com.google.protobuf.ByteString;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.PixelSize;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Media files from what tensors hold. */
final class Files {
  /** First bytes of a PNG file. */
  static final ByteString PNG_SIGNATURE =
      ByteString.copyFrom(new byte[] {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10});

  private static final int CHUNK = 64 << 10;

  private Files() {}

  /** Adds a whole output in pieces. */
  static void add(List<GenerationEvent> events, int index, String mimeType, ByteBuffer file) {
    for (int at = 0; at < file.limit(); at += CHUNK) {
      int size = Math.min(CHUNK, file.limit() - at);
      events.add(
          new GenerationEvent.MediaChunk(
              index, mimeType, file.slice(at, size), at + size == file.limit()));
    }
  }

  /** A PNG file (W3C PNG, third edition) of 8 bits in each of three channels. */
  static ByteBuffer png(PixelSize size, byte[] rgb) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(PNG_SIGNATURE.toByteArray());
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt(size.width()).putInt(size.height());
    // Bit depth 8, colour type 2, and the only compression, filter method and no interlacing.
    header.put((byte) 8).put((byte) 2);
    chunk(file, "IHDR", header.array());
    chunk(file, "IDAT", deflated(size, rgb));
    chunk(file, "IEND", new byte[0]);
    return ByteBuffer.wrap(file.toByteArray());
  }

  /** Rows with filter 1 (Sub): each byte less that of the pixel before it. */
  private static byte[] deflated(PixelSize size, byte[] rgb) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      int stride = 3 * size.width();
      byte[] row = new byte[1 + stride];
      for (int y = 0; y < size.height(); y++) {
        row[0] = 1;
        for (int x = 0; x < stride; x++) {
          int left = x < 3 ? 0 : rgb[y * stride + x - 3];
          row[1 + x] = (byte) (rgb[y * stride + x] - left);
        }
        deflater.setInput(row);
        while (!deflater.needsInput()) {
          out.write(buffer, 0, deflater.deflate(buffer));
        }
      }
      deflater.finish();
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
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

  /** A WAV file (RIFF, PCM) of one channel with 16 bits. */
  static ByteBuffer wav(short[] samples, int sampleRate) {
    ByteBuffer file = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples.length);
    file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    file.putShort((short) 1).putShort((short) 1).putInt(sampleRate).putInt(2 * sampleRate);
    file.putShort((short) 2).putShort((short) 16);
    file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
    for (short sample : samples) {
      file.putShort(sample);
    }
    return file.flip();
  }
}
