package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.testkit.SampleMedia;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  private static final String LABEL =
      "{\"Label\":\"1\",\"ContentProducer\":\"studio\",\"ProduceID\":\"p-1\","
          + "\"ReservedCode1\":\"\",\"ContentPropagator\":\"studio\",\"PropagateID\":\"p-1\","
          + "\"ReservedCode2\":\"\"}";

  @TempDir Path folder;

  @Test
  void verify_labelledFile_is0() throws IOException {
    CommandLineRun run = CommandLineRun.of("verify", wav("good.wav", LABEL).toString());

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("good.wav: labelled and intact", "wav-chunk", "ProduceID p-1")
        .contains("no provenance log was asked");
  }

  @Test
  void verify_fileWithoutLabel_is1() throws IOException {
    Path file = folder.resolve("plain.txt");
    Files.writeString(file, "written by a person\n");

    assertThat(CommandLineRun.of("verify", file.toString()).code()).isEqualTo(1);
  }

  @Test
  void verify_brokenLabel_is2() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "verify", "--json", wav("broken.wav", LABEL.replace("\"1\"", "\"9\"")).toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).contains("\"verdict\" : \"broken\"", "\"exitCode\" : 2");
  }

  @Test
  void verify_missingFile_is3() {
    assertThat(CommandLineRun.of("verify", folder.resolve("none.png").toString()).code())
        .isEqualTo(3);
  }

  @Test
  void verify_severalFiles_isTheWorst() throws IOException {
    Path plain = folder.resolve("plain.txt");
    Files.writeString(plain, "written by a person\n");

    CommandLineRun run =
        CommandLineRun.of(
            "verify",
            wav("a.wav", LABEL).toString(),
            plain.toString(),
            wav("b.wav", LABEL).toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("a.wav: labelled", "plain.txt: no label", "b.wav: labelled");
  }

  @Test
  void verify_dataWithoutLog_is3AndSaysSo() throws IOException {
    CommandLineRun run =
        CommandLineRun.of("verify", "--data", folder.toString(), wav("good.wav", LABEL).toString());

    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains("holds no provenance log");
  }

  @Test
  void verify_noFile_isWrongUse() {
    assertThat(CommandLineRun.of("verify").code()).isEqualTo(64);
  }

  /** A recording with a RIFF chunk {@code AIGC} at its end. */
  private Path wav(String name, String label) throws IOException {
    byte[] sound = SampleMedia.wav(20, 1);
    byte[] text = label.getBytes(StandardCharsets.UTF_8);
    int padded = text.length + text.length % 2;
    ByteBuffer file = ByteBuffer.allocate(sound.length + 8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    file.put(sound).put("AIGC".getBytes(StandardCharsets.US_ASCII)).putInt(text.length).put(text);
    file.putInt(4, file.capacity() - 8);
    Path path = folder.resolve(name);
    Files.write(path, file.array());
    return path;
  }
}
