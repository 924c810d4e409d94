package io.colophon.provider.local.audio;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes RIFF WAVE with 16-bit PCM: a {@code fmt } and a {@code data} chunk (Microsoft and IBM,
 * "Multimedia Programming Interface and Data Specifications 1.0", 1991). The sizes in the header
 * are filled in when the file is closed.
 */
final class WavWriter implements AudioFileWriter {
  private static final int HEADER_BYTES = 44;
  private static final long MAX_DATA_BYTES = 0xFFFF_FFFFL - HEADER_BYTES;

  private final FileChannel channel;
  private final int sampleRate;
  private final int channels;
  private long dataBytes;

  WavWriter(Path file, int sampleRate, int channels) throws IOException {
    this.sampleRate = sampleRate;
    this.channels = channels;
    this.channel = FileChannel.open(file, CREATE, TRUNCATE_EXISTING, WRITE);
    writeFully(header(), 0);
  }

  @Override
  public void write(short[] samples, int frames) throws IOException {
    int count = frames * channels;
    if (dataBytes + count * 2L > MAX_DATA_BYTES) {
      throw new IOException("a WAV file holds at most " + MAX_DATA_BYTES + " bytes of samples");
    }
    ByteBuffer bytes = ByteBuffer.allocate(count * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(samples, 0, count);
    writeFully(bytes, HEADER_BYTES + dataBytes);
    dataBytes += count * 2L;
  }

  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      writeFully(header(), 0);
    }
  }

  private ByteBuffer header() {
    int frameBytes = channels * 2;
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put("RIFF".getBytes(StandardCharsets.US_ASCII));
    header.putInt((int) (HEADER_BYTES - 8 + dataBytes));
    header.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII));
    header.putInt(16).putShort((short) 1).putShort((short) channels);
    header.putInt(sampleRate).putInt(sampleRate * frameBytes);
    header.putShort((short) frameBytes).putShort((short) 16);
    header.put("data".getBytes(StandardCharsets.US_ASCII));
    header.putInt((int) dataBytes);
    return header.flip();
  }

  private void writeFully(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }
}
