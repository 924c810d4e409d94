package io.colophon.labeling.audio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Sounds written by the JDK. */
final class SoundFixtures {
  private SoundFixtures() {}

  /** A tone with noise, two seconds, in integers of 8 (unsigned), 16, 24 or 32 bits. */
  static Path wav(Path file, int bits, int channels, int rate) throws IOException {
    int frames = 2 * rate;
    int bytes = bits / 8;
    ByteBuffer samples =
        ByteBuffer.allocate(frames * channels * bytes).order(ByteOrder.LITTLE_ENDIAN);
    java.util.Random random = new java.util.Random(3);
    for (int i = 0; i < frames * channels; i++) {
      double value =
          0.5 * Math.sin(2 * Math.PI * 440 * (i / channels) / rate) + 0.1 * random.nextGaussian();
      long sample = Math.round(Math.max(-1, Math.min(1, value)) * ((1L << bits - 1) - 1));
      sample += bits == 8 ? 128 : 0;
      for (int b = 0; b < bytes; b++) {
        samples.put((byte) (sample >> 8 * b));
      }
    }
    AudioFormat format = new AudioFormat(rate, bits, channels, bits != 8, false);
    AudioSystem.write(
        new AudioInputStream(new ByteArrayInputStream(samples.array()), format, frames),
        AudioFileFormat.Type.WAVE,
        file.toFile());
    return file;
  }
}
