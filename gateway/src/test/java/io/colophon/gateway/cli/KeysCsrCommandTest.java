package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.testkit.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysCsrCommandTest {
  private static final List<String> SUBJECT =
      List.of("--subject", "C=CN", "--subject", "O=Example 示例 Ltd", "--subject", "CN=Signing");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"es256", "es384", "es512", "ps256", "ed25519"})
  @RequiresTool("openssl")
  void csr_everyKindOfKey_isVerifiedByOpenssl(String algorithm) throws Exception {
    CommandLineRun run = csr("--algorithm", algorithm);

    assertThat(run.err()).contains("keep the key");
    assertThat(run.code()).isZero();
    String text =
        openssl("req", "-verify", "-noout", "-text", "-in", folder.resolve("signing.csr"));
    assertThat(text)
        .contains("verify OK")
        .contains("CN = Signing")
        .contains("C = CN")
        .contains("Digital Signature")
        .contains("1.3.6.1.4.1.62558.2.1")
        .contains("E-mail Protection");
    assertThat(openssl("pkey", "-in", folder.resolve("signing.key"), "-pubout"))
        .isEqualTo(openssl("req", "-in", folder.resolve("signing.csr"), "-noout", "-pubkey"));
  }

  @Test
  void csr_key_isForItsOwnerAlone() throws Exception {
    CommandLineRun run = csr("--json");

    assertThat(run.out()).contains("signing.key").contains("signing.csr").contains("es256");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("signing.key"))))
        .isEqualTo("rw-------");
    assertThat(run.out() + run.err()).doesNotContain("PRIVATE");
  }

  @Test
  void csr_again_overwritesNothing() throws Exception {
    csr();
    String key = Files.readString(folder.resolve("signing.key"));

    CommandLineRun again = csr();
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("signing.csr is there already");
    Files.delete(folder.resolve("signing.csr"));
    assertThat(csr().err()).contains("signing.key is there already");
    assertThat(folder.resolve("signing.key")).hasContent(key);
    assertThat(folder.resolve("signing.csr")).doesNotExist();
  }

  @Test
  void csr_badSubjectOrAlgorithm_saysWhatWasExpected() {
    assertThat(csr("--algorithm", "rs256").err())
        .contains("'rs256', expected one of [es256, es384");
    assertThat(run("--subject", "O=Example").err()).contains("the subject has no CN");
    assertThat(run("--subject", "CN=a", "--subject", "C=cn").err())
        .contains("C is 'cn', expected two capital letters");
    assertThat(run("--subject", "CN=a", "--subject", "X=b").err())
        .contains("expected some of [C, ST, L, O, OU, CN]");
    assertThat(run("--subject", "CN=a", "--subject", "X=b").code()).isEqualTo(ExitCodes.USAGE);
    assertThat(folder).isEmptyDirectory();
  }

  private CommandLineRun csr(String... more) {
    List<String> all = new ArrayList<>(SUBJECT);
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }

  private CommandLineRun run(String... words) {
    List<String> all = new ArrayList<>(List.of("keys", "csr"));
    all.addAll(List.of(words));
    all.addAll(List.of("--out", folder.resolve("signing").toString()));
    return CommandLineRun.of(all.toArray(String[]::new));
  }

  private static String openssl(Object... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    for (Object word : words) {
      command.add(word.toString());
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
