package io.colophon.provider.local.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colophon.provider.local.audio.PcmAudio;
import io.colophon.provider.local.audio.PcmCollector;
import io.colophon.provider.local.work.Work;
import io.colophon.provider.testkit.RequiresTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EspeakTest {
  private static final Path PROGRAM = Path.of("/usr/bin/espeak-ng");

  @TempDir Path dir;

  @ParameterizedTest
  @RequiresTool("espeak-ng")
  @CsvSource({
    "zh, 今天天气很好，我们去公园散步。, 2000, 6000",
    "zh-CN, 今天天气很好，我们去公园散步。, 2000, 6000",
    "de-AT, Das Wetter ist heute schön., 1000, 3500",
    "en-US, The weather is fine today., 1000, 3000",
  })
  void speak_language_soundsForAsLongAsTheSentenceTakes(
      String tag, String text, long leastMillis, long mostMillis) throws IOException {
    PcmAudio audio = speak(tag, text, 1);
    assertThat(audio.millis()).isBetween(leastMillis, mostMillis);
    int peak = 0;
    for (short sample : audio.samples()) {
      peak = Math.max(peak, Math.abs(sample));
    }
    assertThat(peak).isBetween(8_000, 31_000);
  }

  @Test
  @RequiresTool("espeak-ng")
  void speak_doubleSpeed_takesHalfTheTime() throws IOException {
    String text = "One two three four five six seven eight nine ten.";
    double own = speak("en", text, 1).millis();
    assertThat((double) speak("en", text, 2).millis()).isCloseTo(own / 2, within(own / 10));
  }

  @Test
  @RequiresTool("espeak-ng")
  void voice_languageNotSpoken_isEmpty() throws IOException {
    assertThat(Espeak.load(PROGRAM).voice("tlh-x-none")).isEmpty();
  }

  @Test
  @RequiresTool("espeak-ng")
  void speak_textThatLooksLikeAnOption_isSpoken() throws IOException {
    assertThat(speak("en", "--help -w /tmp/never", 1).millis()).isGreaterThan(500);
  }

  @Test
  void speak_workNoLongerWanted_killsTheProcess() throws IOException {
    // Prints nothing and never ends, and says which process it is.
    Path pid = dir.resolve("pid");
    Path program = script("echo $$ > " + pid + "; exec tail -f /dev/null");
    long[] checkpoints = {0};
    Work work =
        new Work() {
          @Override
          public void checkpoint() {
            checkpoints[0]++;
            if (exists(pid)) {
              throw new CancellationException();
            }
          }

          @Override
          public void progress(double fraction) {}

          @Override
          public void countFlop(long operations) {}
        };
    assertThatThrownBy(
            () -> new EspeakVoice(program, "en").speak("Hello.", 1, (samples, frames) -> {}, work))
        .isInstanceOf(CancellationException.class);
    long id = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle.of(id).ifPresent(handle -> handle.onExit().join());
    assertThat(ProcessHandle.of(id).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void speak_programFails_saysWithWhichCode() throws IOException {
    Path program = script("cat > /dev/null; exit 3");
    assertThatThrownBy(
            () ->
                new EspeakVoice(program, "en")
                    .speak("Hello.", 1, (samples, frames) -> {}, Work.UNOBSERVED))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("exit code 3");
  }

  @Test
  void speak_programPrintsSomethingElse_isRefused() throws IOException {
    Path program = script("cat > /dev/null; head -c 100 /dev/zero");
    assertThatThrownBy(
            () ->
                new EspeakVoice(program, "en")
                    .speak("Hello.", 1, (samples, frames) -> {}, Work.UNOBSERVED))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected RIFF");
  }

  @Test
  void plain_commandCharacters_becomeSpaces() {
    assertThat(EspeakVoice.plain("a\u00015sb [[h@l'oU]] c")).isEqualTo("a 5sb   h@l'oU   c");
  }

  @Test
  void parse_listing_takesTheLanguageColumn() {
    String listing =
        """
        Pty Language       Age/Gender VoiceName          File                 Other Languages
         5  cmn             --/M      Chinese_(Mandarin,_latin_as_English) sit/cmn
         2  en-gb           --/M      English_(Great_Britain) gmw/en               (en 2)
        """;
    assertThat(Espeak.parse(listing)).containsExactlyInAnyOrder("cmn", "en-gb");
  }

  @Test
  void isInstalled_missingFile_isFalse() {
    assertThat(Espeak.isInstalled(dir.resolve("espeak-ng"))).isFalse();
  }

  private static PcmAudio speak(String tag, String text, double speed) throws IOException {
    PcmCollector sink = new PcmCollector(22_050, 1);
    Espeak.load(PROGRAM).voice(tag).orElseThrow().speak(text, speed, sink, Work.UNOBSERVED);
    return sink.audio();
  }

  private Path script(String line) throws IOException {
    Path program = dir.resolve("program");
    Files.writeString(program, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program;
  }

  private static boolean exists(Path file) {
    try {
      return Files.exists(file) && Files.size(file) > 0;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
