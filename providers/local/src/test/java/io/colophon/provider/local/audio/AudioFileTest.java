package io.colophon.provider.local.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colophon.provider.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class AudioFileTest {
  @TempDir Path dir;

  @ParameterizedTest
  @RequiresTool("ffprobe")
  @CsvSource({
    "WAV, pcm_s16le, 16000, 1, 16000",
    "WAV, pcm_s16le, 48000, 2, 48000",
    "MP3, mp3, 16000, 1, 16000",
    "MP3, mp3, 48000, 2, 48000",
    "MP3, mp3, 22050, 1, 22050",
    "OGG, opus, 16000, 1, 48000",
    "OGG, opus, 48000, 2, 48000",
    "OGG, opus, 22050, 1, 48000",
    "FLAC, flac, 16000, 1, 16000",
    "FLAC, flac, 48000, 2, 48000",
  })
  void write_twoSecondTone_ffprobeReadsCodecRateChannelsAndLength(
      AudioFile kind, String codec, int rate, int channels, int rateInFile) throws Exception {
    Path file = dir.resolve("tone");
    writeTone(kind, file, rate, channels, 2);
    assertThat(Tool.probe("codec_name", file)).isEqualTo(codec);
    assertThat(Tool.probe("sample_rate", file)).isEqualTo(Integer.toString(rateInFile));
    assertThat(Tool.probe("channels", file)).isEqualTo(Integer.toString(channels));
    assertThat(Tool.seconds(file)).isCloseTo(2.0, within(0.11));
  }

  @ParameterizedTest
  @EnumSource(AudioFile.class)
  @RequiresTool("ffmpeg")
  void write_tone_isHeardAtItsPitchAndLevelByAnotherDecoder(AudioFile kind) throws Exception {
    Path file = dir.resolve("tone");
    Path decoded = dir.resolve("decoded.wav");
    writeTone(kind, file, 48_000, 1, 2);
    Tool.run("ffmpeg", "-v", "error", "-i", file.toString(), decoded.toString());
    short[] samples = readWav(decoded);
    double squares = 0;
    int crossings = 0;
    for (int i = 24_000; i < 72_000; i++) {
      squares += (double) samples[i] * samples[i];
      crossings += samples[i] >= 0 && samples[i - 1] < 0 ? 1 : 0;
    }
    assertThat(crossings).isBetween(438, 442);
    assertThat(Math.sqrt(squares / 48_000)).isCloseTo(10_000 / Math.sqrt(2), within(300.0));
  }

  @ParameterizedTest
  @EnumSource(AudioFile.class)
  void write_sameSamplesTwice_givesTheSameBytes(AudioFile kind) throws Exception {
    writeTone(kind, dir.resolve("a"), 16_000, 1, 1);
    writeTone(kind, dir.resolve("b"), 16_000, 1, 1);
    assertThat(dir.resolve("a")).hasSameBinaryContentAs(dir.resolve("b"));
  }

  @Test
  @RequiresTool("soxi")
  void wav_noSamples_isStillAFileThatOthersRead() throws Exception {
    Path file = dir.resolve("empty.wav");
    AudioFile.WAV.open(file, 16_000, 1).close();
    assertThat(Tool.run("soxi", "-s", file.toString())).isEqualTo("0");
  }

  @ParameterizedTest
  @EnumSource(AudioFile.class)
  void open_directoryMissing_failsWithIoException(AudioFile kind) {
    assertThatThrownBy(() -> kind.open(dir.resolve("missing/file"), 16_000, 1))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "audio/wav, WAV",
    "AUDIO/X-WAV, WAV",
    "audio/mpeg, MP3",
    "audio/opus, OGG",
    "audio/flac, FLAC"
  })
  void ofMimeType_knownName_isFound(String mimeType, AudioFile kind) {
    assertThat(AudioFile.ofMimeType(mimeType)).contains(kind);
  }

  @Test
  void ofMimeType_unknownName_isEmpty() {
    assertThat(AudioFile.ofMimeType("audio/aac")).isEmpty();
  }

  private static void writeTone(AudioFile kind, Path file, int rate, int channels, int seconds)
      throws IOException {
    short[] samples = new short[rate * channels];
    for (int i = 0; i < samples.length; i++) {
      double time = (i / channels) / (double) rate;
      samples[i] = (short) (10_000 * Math.sin(2 * Math.PI * 440 * time));
    }
    try (AudioFileWriter writer = kind.open(file, rate, channels)) {
      for (int i = 0; i < seconds; i++) {
        writer.write(samples, rate);
      }
    }
    assertThat(Files.size(file)).isPositive();
  }

  private static short[] readWav(Path file) throws Exception {
    try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
      byte[] bytes = in.readAllBytes();
      short[] samples = new short[bytes.length / 2];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (short) ((bytes[2 * i] & 0xff) | bytes[2 * i + 1] << 8);
      }
      return samples;
    }
  }
}
