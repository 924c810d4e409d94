package io.colophon.labeling.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.provider.testkit.RequiresTool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoundWatermarkTest {
  private static final long PAYLOAD = 0x8899aabbccddeeffL;

  private final SoundWatermark mark = Watermarks.sound();

  @ParameterizedTest
  @CsvSource({"8000, 1", "16000, 1", "22050, 2", "44100, 2", "48000, 6", "192000, 1"})
  void detect_ratesAndChannels_isThePayload(int rate, int channels) {
    float[] marked = mark(sound(rate, channels, 7, 1), rate, channels, rate / 10);
    assertPayload(detect(marked, rate, channels));
  }

  @Test
  void detect_startCutOff_isThePayload() {
    float[] marked = mark(sound(44100, 1, 10, 2), 44100, 1, 4096);
    assertPayload(detect(Arrays.copyOfRange(marked, 88888, 420000), 44100, 1));
  }

  @Test
  void detect_middleOfMinutes_isThePayload() {
    float[] marked = mark(sound(16000, 1, 60, 3), 16000, 1, 4096);
    float[] cut = new float[50 * 16000];
    System.arraycopy(marked, 0, cut, 0, 20 * 16000);
    System.arraycopy(marked, 30 * 16000 + 77, cut, 20 * 16000, 30 * 16000 - 77);
    assertPayload(detect(cut, 16000, 1));
  }

  @Test
  void embedder_anyPieces_givesTheSameSamplesAndAsMany() {
    float[] sound = sound(22050, 2, 3, 4);
    float[] marked = mark(sound, 22050, 2, 2000);
    assertThat(marked).hasSameSizeAs(sound);
    assertThat(mark(sound, 22050, 2, 7)).isEqualTo(marked);
    assertThat(mark(new float[0], 22050, 2, 7)).isEmpty();
  }

  @Test
  void embedder_anySound_changesItByLittle() {
    float[] sound = sound(44100, 1, 6, 5);
    float[] marked = mark(sound, 44100, 1, 4096);
    double signal = 0;
    double change = 0;
    for (int i = 0; i < sound.length; i++) {
      signal += sound[i] * sound[i];
      change += (marked[i] - sound[i]) * (marked[i] - sound[i]);
    }
    assertThat(10 * Math.log10(signal / change)).isBetween(20.0, 40.0);
  }

  @Test
  void embedder_silence_staysSilent() {
    assertThat(mark(new float[44100], 44100, 1, 4096)).containsOnly(0f);
  }

  @Test
  void detect_unmarked_isNothing() {
    for (int seed = 0; seed < 10; seed++) {
      assertThat(detect(sound(16000, 1, 12, seed), 16000, 1)).isEmpty();
    }
    assertThat(detect(new float[0], 8000, 1)).isEmpty();
    assertThat(detect(new float[160000], 16000, 2)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".mp3 -b:a 128k", ".mp3 -b:a 64k", ".m4a -c:a aac -b:a 64k", ".wav -ar 16000"})
  @RequiresTool({"ffmpeg", "espeak-ng"})
  void detect_speechCodedAnew_isThePayload(String coding, @TempDir Path dir) throws Exception {
    Path plain = dir.resolve("plain.wav");
    run(
        List.of(
            "espeak-ng",
            "-w",
            plain.toString(),
            "The harbour lies quiet before the first ferry leaves. A thin mist rests on the water,"
                + " while people gather with bags, bicycles and bread still warm from the bakery."
                + " Someone laughs, a gull answers far away, an engine starts."));
    Path raw = dir.resolve("marked.raw");
    float[] speech = decode(plain, dir);
    float[] marked = mark(speech, 22050, 1, 4096);
    ByteBuffer bytes = ByteBuffer.allocate(4 * marked.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(marked);
    Files.write(raw, bytes.array());
    String suffix = coding.substring(0, coding.indexOf(' '));
    Path coded = dir.resolve("coded" + suffix);
    ffmpeg("-f f32le -ar 22050 -ac 1 -i " + raw + coding.substring(suffix.length()) + " " + coded);
    assertPayload(detect(decode(coded, dir), 22050, 1));
  }

  @Test
  void embedder_badRate_isRefused() {
    assertThatThrownBy(() -> mark.embedder(7999, 1, PAYLOAD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("7999");
    assertThatThrownBy(() -> mark.detector(44100, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 channels");
  }

  private float[] mark(float[] sound, int rate, int channels, int piece) {
    SoundWatermark.Embedder embedder = mark.embedder(rate, channels, PAYLOAD);
    float[] marked = new float[sound.length];
    int at = 0;
    for (int i = 0; i < sound.length; i += piece * channels) {
      int end = Math.min(sound.length, i + piece * channels);
      float[] ready = embedder.next(Arrays.copyOfRange(sound, i, end));
      System.arraycopy(ready, 0, marked, at, ready.length);
      at += ready.length;
    }
    float[] rest = embedder.end();
    System.arraycopy(rest, 0, marked, at, rest.length);
    assertThat(at + rest.length).isEqualTo(sound.length);
    return marked;
  }

  private Optional<Detection> detect(float[] sound, int rate, int channels) {
    SoundWatermark.Detector detector = mark.detector(rate, channels);
    int piece = 1000 * channels;
    for (int i = 0; i < sound.length; i += piece) {
      detector.next(Arrays.copyOfRange(sound, i, Math.min(sound.length, i + piece)));
    }
    return detector.end();
  }

  private static void assertPayload(Optional<Detection> detection) {
    assertThat(detection)
        .hasValueSatisfying(
            found -> {
              assertThat(found.payload()).isEqualTo(PAYLOAD);
              assertThat(found.score()).isGreaterThanOrEqualTo(6);
            });
  }

  /** Tones that come and go over noise. */
  private static float[] sound(int rate, int channels, int seconds, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] sound = new float[seconds * rate * channels];
    double tone = 0;
    double low = 0;
    for (int i = 0; i < sound.length / channels; i++) {
      if (i % (rate / 4) == 0) {
        tone = 2 * Math.PI * (150 + 600 * random.nextDouble()) / rate;
      }
      low += 0.2 * (random.nextDouble() - 0.5 - low);
      double sample = 0.5 * low;
      double fade = Math.exp(-8.0 * (i % (rate / 4)) / rate);
      for (int overtone = 1; overtone <= 5; overtone++) {
        sample += 0.1 * fade * Math.sin(tone * overtone * i) / overtone;
      }
      for (int c = 0; c < channels; c++) {
        sound[i * channels + c] = (float) (sample * (c == 0 ? 1 : 0.5));
      }
    }
    return sound;
  }

  private static float[] decode(Path file, Path dir) throws IOException, InterruptedException {
    Path raw = dir.resolve("decoded.raw");
    ffmpeg("-i " + file + " -f f32le -ar 22050 -ac 1 " + raw);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
    float[] samples = new float[bytes.remaining() / 4];
    bytes.asFloatBuffer().get(samples);
    return samples;
  }

  private static void ffmpeg(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y"));
    command.addAll(Arrays.asList(arguments.split(" ")));
    run(command);
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }
}
