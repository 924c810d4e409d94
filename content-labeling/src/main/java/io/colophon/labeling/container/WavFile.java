package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The layout of one WAV file: its sample format and where its samples stand. */
public final class WavFile {
  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xFFFE;
  private static final int MAX_CHANNELS = 8;
  private static final int MAX_RATE = 384_000;
  private static final int MAX_START = 32 << 20;

  private final Source file;
  private final Format format;
  private final long dataAt;
  private final long dataLength;

  /**
   * How samples are written.
   *
   * @param floating IEEE 754 rather than integers
   * @param channels 1 or more
   * @param rate frames per second
   * @param bits of one sample: 8 (unsigned), 16, 24 or 32; 32 or 64 when floating
   */
  public record Format(boolean floating, int channels, int rate, int bits) {
    /** Bytes of one sample of every channel. */
    public int frameBytes() {
      return channels * bits / 8;
    }
  }

  private WavFile(Source file, Format format, long dataAt, long dataLength) {
    this.file = file;
    this.format = format;
    this.dataAt = dataAt;
    this.dataLength = dataLength;
  }

  /** Reads the layout. */
  public static WavFile open(Source file) throws IOException {
    Format format = null;
    WavChunks chunks = new WavChunks(file);
    while (chunks.hasNext()) {
      RiffReader.Chunk chunk = chunks.next();
      if (chunk.name().equals("fmt ")) {
        format = format(file, chunk.data(), chunk.length());
      } else if (chunk.name().equals("data")) {
        if (format == null) {
          throw new MalformedMediaException("wav.format", "samples before their format");
        }
        long length = chunk.length();
        return new WavFile(file, format, chunk.data(), length - length % format.frameBytes());
      }
    }
    throw new MalformedMediaException("wav.no-data", "no chunk of samples");
  }

  private static Format format(Source file, long at, long length) throws IOException {
    file.require(at, Math.max(16, length));
    int tag = Short.reverseBytes((short) file.u16be(at)) & 0xFFFF;
    int channels = Short.reverseBytes((short) file.u16be(at + 2)) & 0xFFFF;
    long rate = file.u32le(at + 4);
    int bits = Short.reverseBytes((short) file.u16be(at + 14)) & 0xFFFF;
    if (tag == EXTENSIBLE && length >= 26) {
      tag = Short.reverseBytes((short) file.u16be(at + 24)) & 0xFFFF;
    }
    boolean integers = tag == PCM && (bits == 8 || bits == 16 || bits == 24 || bits == 32);
    boolean floats = tag == FLOAT && (bits == 32 || bits == 64);
    if (!integers && !floats
        || channels < 1
        || channels > MAX_CHANNELS
        || rate < 1000
        || rate > MAX_RATE) {
      throw new MalformedMediaException(
          "wav.format",
          "format "
              + tag
              + ", "
              + channels
              + " channels, "
              + rate
              + " Hz, "
              + bits
              + " bits; expected PCM of 8 to 32 bits or floating point, at most 8 channels and 384"
              + " kHz");
    }
    return new Format(floats, channels, (int) rate, bits);
  }

  public Format format() {
    return format;
  }

  /** Where the samples stand in the file. */
  public Range data() {
    return new Range(dataAt, dataLength);
  }

  /** Frames in the file. */
  public long frames() {
    return dataLength / format.frameBytes();
  }

  /** The first frames, at most 32 MiB of them, between -1 and 1, mixed to one channel. */
  public float[] start(int most) throws IOException {
    int frames = (int) Math.min(Math.min(most, MAX_START / format.frameBytes()), frames());
    float[] all = samples(0, frames);
    float[] mixed = new float[frames];
    for (int i = 0; i < all.length; i++) {
      mixed[i / format.channels()] += all[i] / format.channels();
    }
    return mixed;
  }

  /**
   * Samples from the middle, between -1 and 1, channels interleaved.
   *
   * @param from frames before the first; at most {@link #frames()}
   * @param most frames wanted; fewer at the end, none behind it
   */
  public float[] samples(long from, int most) throws IOException {
    int frames = (int) Math.max(0, Math.min(most, frames() - from));
    ByteBuffer bytes =
        ByteBuffer.wrap(
                file.bytes(dataAt + from * format.frameBytes(), frames * format.frameBytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    float[] samples = new float[frames * format.channels()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = sample(bytes);
    }
    return samples;
  }

  private float sample(ByteBuffer bytes) {
    if (format.floating()) {
      return format.bits() == 32 ? bytes.getFloat() : (float) bytes.getDouble();
    }
    return switch (format.bits()) {
      case 8 -> ((bytes.get() & 0xFF) - 128) / 128f;
      case 16 -> bytes.getShort() / 32768f;
      case 24 -> (bytes.get() & 0xFF | (bytes.get() & 0xFF) << 8 | bytes.get() << 16) / 8388608f;
      default -> bytes.getInt() / 2147483648f;
    };
  }

  /** Samples of one channel, between -1 and 1, as the bytes of every channel of this file. */
  public byte[] bytes(float[] samples) {
    ByteBuffer bytes =
        ByteBuffer.allocate(samples.length * format.frameBytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      for (int c = 0; c < format.channels(); c++) {
        put(bytes, sample);
      }
    }
    return bytes.array();
  }

  /** Samples between -1 and 1, channels interleaved, as the bytes of this file; others are cut. */
  public byte[] interleavedBytes(float[] samples) {
    ByteBuffer bytes =
        ByteBuffer.allocate(samples.length * (format.bits() / 8)).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      put(bytes, sample);
    }
    return bytes.array();
  }

  private void put(ByteBuffer bytes, float sample) {
    if (format.floating()) {
      if (format.bits() == 32) {
        bytes.putFloat(sample);
      } else {
        bytes.putDouble(sample);
      }
      return;
    }
    // Full scale is the most negative value, as in reading, so that what was read is written again.
    switch (format.bits()) {
      case 8 -> bytes.put((byte) (whole(sample, 128) + 128));
      case 16 -> bytes.putShort((short) whole(sample, 1L << 15));
      case 24 -> {
        int value = whole(sample, 1L << 23);
        bytes.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
      }
      default -> bytes.putInt(whole(sample, 1L << 31));
    }
  }

  private static int whole(float sample, long scale) {
    return (int) Math.max(-scale, Math.min(scale - 1, Math.round((double) sample * scale)));
  }
}
