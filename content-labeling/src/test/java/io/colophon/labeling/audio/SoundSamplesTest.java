package io.colophon.labeling.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colophon.labeling.Tool;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.provider.testkit.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoundSamplesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"8, 1, 8000", "16, 2, 44100", "24, 2, 48000", "32, 1, 16000"})
  void next_wav_allSamplesInOrder(int bits, int channels, int rate) throws Exception {
    Path file = SoundFixtures.wav(directory.resolve("in.wav"), bits, channels, rate);
    int count = 0;
    double power = 0;
    try (SoundSamples samples = SoundSamples.open(file)) {
      assertThat(samples.rate()).isEqualTo(rate);
      assertThat(samples.channels()).isEqualTo(channels);
      for (float[] block = samples.next(); block.length > 0; block = samples.next()) {
        count += block.length;
        for (float sample : block) {
          power += sample * sample;
        }
      }
    }
    assertThat(count).isEqualTo(2 * rate * channels);
    // A sine of half scale and noise of a tenth: 0.125 + 0.01.
    assertThat(power / count).isCloseTo(0.135, within(0.005));
  }

  @ParameterizedTest
  @CsvSource({
    "mp3, libmp3lame, 44100",
    "flac, flac, 44100",
    "ogg, libopus, 48000",
    "ogg, libvorbis, 44100",
    "m4a, aac, 44100",
    "mp4, aac, 44100"
  })
  @RequiresTool({"ffmpeg"})
  void nextMono_codedSound_isDecoded(String extension, String codec, int rate) throws Exception {
    Path file = directory.resolve("in." + extension);
    Tool.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "sine=440:d=2:r=" + rate,
        "-ac",
        2,
        "-b:a",
        "128k",
        "-c:a",
        codec,
        file);
    int count = 0;
    try (SoundSamples samples = SoundSamples.open(file)) {
      assertThat(samples.channels()).isEqualTo(2);
      for (float[] block = samples.next(); block.length > 0; block = samples.next()) {
        count += block.length / 2;
      }
      assertThat(samples.rate()).isEqualTo(rate);
    }
    assertThat(count).isBetween(2 * rate, 2 * rate + rate / 10);
  }

  @Test
  void open_midiTextOrNothing_isATypedError() throws IOException {
    Path file = directory.resolve("in");
    for (String content : new String[] {"MThd\0\0\0\6", "hello", "", "RIFF\4\0\0\0WAVE"}) {
      Files.write(file, content.getBytes(StandardCharsets.ISO_8859_1));
      assertThatThrownBy(() -> SoundSamples.open(file)).isInstanceOf(MalformedMediaException.class);
    }
  }
}
