package io.colophon.benchmarks.watermark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A sound in memory.
 *
 * @param samples interleaved, full scale is 1
 */
record Sound(int rate, int channels, float[] samples) {
  /** A part, in seconds. */
  Sound cut(double from, double to) {
    int start = frame(from) * channels;
    int end = Math.min(samples.length, frame(to) * channels);
    return new Sound(rate, channels, Arrays.copyOfRange(samples, start, end));
  }

  private int frame(double second) {
    return (int) (second * rate);
  }

  double seconds() {
    return (double) samples.length / channels / rate;
  }

  /**
   * This sound as ffmpeg codes and decodes it.
   *
   * @param coding arguments of the encoder
   * @param suffix of the coded file
   * @param newRate of the decoded samples
   */
  Sound coded(List<String> coding, String suffix, int newRate, Path dir)
      throws IOException, InterruptedException {
    Path raw = Files.createTempFile(dir, "plain", ".raw");
    Path file = Files.createTempFile(dir, "coded", suffix);
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      bytes.putShort((short) Math.round(Math.min(1, Math.max(-1, sample)) * 32767));
    }
    Files.write(raw, bytes.array());
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(List.of("-f", "s16le", "-ar", "" + rate, "-ac", "" + channels));
    command.addAll(List.of("-i", raw.toString()));
    command.addAll(coding);
    command.add(file.toString());
    Tools.run(command.toArray(String[]::new));
    Sound decoded = decode(file, newRate, channels, dir);
    Files.delete(raw);
    Files.delete(file);
    return decoded;
  }

  static Sound decode(Path file, int rate, int channels, Path dir)
      throws IOException, InterruptedException {
    Path raw = Files.createTempFile(dir, "decoded", ".raw");
    Tools.run(
        ("ffmpeg -v error -y -i " + file + " -f f32le -ar " + rate + " -ac " + channels + " " + raw)
            .split(" "));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
    Files.delete(raw);
    float[] samples = new float[bytes.remaining() / 4];
    bytes.asFloatBuffer().get(samples);
    return new Sound(rate, channels, samples);
  }
}
