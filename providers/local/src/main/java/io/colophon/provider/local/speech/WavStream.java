package io.colophon.provider.local.speech;

import io.colophon.provider.local.audio.PcmSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Takes the bytes of a WAV file as a program prints them and passes the samples on. The sizes in
 * such a header are made up, since the program did not know them, so the data runs to the end.
 */
final class WavStream {
  private static final int HEADER_BYTES = 44;

  private final int sampleRate;
  private final PcmSink sink;
  private final ByteArrayOutputStream header = new ByteArrayOutputStream(HEADER_BYTES);
  private boolean half;
  private byte lowByte;

  WavStream(int sampleRate, PcmSink sink) {
    this.sampleRate = sampleRate;
    this.sink = sink;
  }

  void write(byte[] bytes, int count) throws IOException {
    int at = Math.min(count, HEADER_BYTES - header.size());
    if (at > 0) {
      header.write(bytes, 0, at);
      if (header.size() == HEADER_BYTES) {
        check();
      }
    }
    short[] samples = new short[(count - at + 1) / 2 + 1];
    int frames = 0;
    for (int i = Math.max(at, 0); i < count; i++) {
      if (half) {
        samples[frames++] = (short) ((lowByte & 0xff) | bytes[i] << 8);
      } else {
        lowByte = bytes[i];
      }
      half = !half;
    }
    sink.write(samples, frames);
  }

  /** Says that no more bytes come. */
  void end() throws IOException {
    if (header.size() > 0 && header.size() < HEADER_BYTES) {
      throw new IOException("the WAV header ends after " + header.size() + " bytes");
    }
  }

  private void check() throws IOException {
    ByteBuffer fields = ByteBuffer.wrap(header.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    String riff = new String(header.toByteArray(), 0, 4, StandardCharsets.US_ASCII);
    int channels = fields.getShort(22);
    int rate = fields.getInt(24);
    int bits = fields.getShort(34);
    if (!riff.equals("RIFF") || channels != 1 || rate != sampleRate || bits != 16) {
      throw new IOException(
          "the program printed "
              + riff
              + (" with " + channels + " channels of " + bits + " bits at " + rate + " Hz, ")
              + ("expected RIFF with 1 channel of 16 bits at " + sampleRate + " Hz"));
    }
  }
}
