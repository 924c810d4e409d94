package io.colophon.labeling.audio;

import io.colophon.labeling.codec.SoundReader;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.WavFile;
import io.colophon.labeling.container.WavFormat;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The decoded sound of a file, block by block, at its own rate: WAV, MP3, FLAC, Ogg Vorbis and
 * Opus, AAC in MP4, and the sound of films. The first bytes tell what it is. Memory is one block,
 * however long the sound is. Not thread-safe, blocking.
 */
public final class SoundSamples implements AutoCloseable {
  private static final int BLOCK = 1 << 14;
  private static final int MIDI = 0x4D546864;

  private final Blocks blocks;
  private final int rate;
  private final int channels;

  private SoundSamples(Blocks blocks, int rate, int channels) {
    this.blocks = blocks;
    this.rate = rate;
    this.channels = channels;
  }

  /** Where blocks come from. */
  private interface Blocks extends AutoCloseable {
    float[] next() throws IOException;

    @Override
    void close() throws IOException;
  }

  /**
   * Opens the sound of a file.
   *
   * @throws MalformedMediaException if there is none, or it cannot be decoded; code {@code
   *     media.no-samples} for MIDI, which has none
   */
  public static SoundSamples open(Path file) throws IOException {
    Source source = Source.open(file);
    try {
      byte[] head = source.head(12);
      if (new WavFormat().recognises(head)) {
        return of(source);
      }
      boolean midi = head.length >= 4 && source.u32be(0) == MIDI;
      source.close();
      if (midi) {
        throw new MalformedMediaException("media.no-samples", "MIDI has notes, not samples");
      }
      return of(SoundReader.open(file));
    } catch (IOException | RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private static SoundSamples of(Source source) throws IOException {
    WavFile wav = WavFile.open(source);
    return new SoundSamples(
        new Blocks() {
          private long at;

          @Override
          public float[] next() throws IOException {
            float[] block = wav.samples(at, BLOCK);
            at += BLOCK;
            return block;
          }

          @Override
          public void close() throws IOException {
            source.close();
          }
        },
        wav.format().rate(),
        wav.format().channels());
  }

  private static SoundSamples of(SoundReader reader) {
    return new SoundSamples(
        new Blocks() {
          @Override
          public float[] next() throws IOException {
            return reader.next();
          }

          @Override
          public void close() {
            reader.close();
          }
        },
        reader.rate(),
        reader.channels());
  }

  /** Frames per second. */
  public int rate() {
    return rate;
  }

  /** Samples in a frame; 1 to 8. */
  public int channels() {
    return channels;
  }

  /**
   * The next samples, channels interleaved within a frame, full scale is 1; empty at the end.
   *
   * @throws MalformedMediaException where the coded sound breaks
   */
  public float[] next() throws IOException {
    return blocks.next();
  }

  /** The mean of the channels of every frame. */
  static float[] mixed(float[] interleaved, int channels) {
    if (channels == 1) {
      return interleaved;
    }
    float[] mono = new float[interleaved.length / channels];
    for (int i = 0; i < mono.length; i++) {
      float sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += interleaved[i * channels + c];
      }
      mono[i] = sum / channels;
    }
    return mono;
  }

  @Override
  public void close() throws IOException {
    blocks.close();
  }
}
