package io.colophon.labeling.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
  private static final Hash ROOT =
      Hash.fromHex("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @TempDir Path directory;
  private Path file;
  private SigningKey key;

  @BeforeEach
  void create() throws IOException {
    file = directory.resolve("key.pem");
    key = SigningKey.create(file, "log.example", new SecureRandom());
  }

  @Test
  void sign_checkpoint_hasTheFormOfC2spAndVerifiesWithTheJdkAlone() throws Exception {
    String note = key.sign(8, ROOT).note();

    String[] lines = note.split("\n", -1);
    assertThat(lines).hasSize(6);
    assertThat(lines[0]).isEqualTo("log.example");
    assertThat(lines[1]).isEqualTo("8");
    assertThat(lines[2]).isEqualTo("XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=");
    assertThat(lines[3]).isEmpty();
    assertThat(lines[4]).startsWith("\u2014 log.example ");
    assertThat(lines[5]).isEmpty();

    byte[] line = Base64.getDecoder().decode(lines[4].substring("\u2014 log.example ".length()));
    assertThat(line).hasSize(4 + 64);
    Signature jdk = Signature.getInstance("Ed25519");
    jdk.initVerify(key.verifier().publicKey());
    jdk.update("log.example\n8\n%s\n".formatted(lines[2]).getBytes(StandardCharsets.UTF_8));
    assertThat(jdk.verify(line, 4, 64)).isTrue();
  }

  @Test
  void verify_noteOfTheGoNotePackage_holds() {
    // The example in the documentation of golang.org/x/mod/sumdb/note (BSD-3-Clause).
    VerifierKey peter =
        VerifierKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    String note =
        """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        \u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
        """;

    assertThat(peter.verify(SignedNote.parse(note))).isTrue();
    assertThat(peter.verify(SignedNote.parse(note.replace("answer", "anSwer")))).isFalse();
    assertThat(peter.text())
        .isEqualTo("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  }

  @Test
  void verify_changedCheckpointOrOtherKey_fails() throws IOException {
    Checkpoint good = key.sign(8, ROOT);
    VerifierKey other =
        SigningKey.create(directory.resolve("other"), "log.example", new SecureRandom()).verifier();

    assertThat(Checkpoint.parse(good.note())).isEqualTo(good);
    assertThat(good.verify(key.verifier())).isTrue();
    assertThat(good.verify(other)).isFalse();
    assertThat(Checkpoint.parse(good.note().replace("\n8\n", "\n9\n")).verify(key.verifier()))
        .isFalse();
  }

  @Test
  void parse_notACheckpoint_isRefused() {
    for (String bad :
        new String[] {"", "a\n", "a\n1\n\n\u2014 a b c\n", "a\n-1\nx\n\n\u2014 a YQ==\n"}) {
      assertThatThrownBy(() -> Checkpoint.parse(bad)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> VerifierKey.parse("a+00000000+AQ=="))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                VerifierKey.parse(
                    key.verifier().text().replaceFirst("\\+........\\+", "+00000000+")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has hash 00000000");
  }

  @Test
  void load_keyFile_isTheSameKey() throws IOException {
    SigningKey again = SigningKey.load(file, "log.example");

    assertThat(again.verifier()).isEqualTo(key.verifier());
    assertThat(again.sign(1, ROOT).verify(key.verifier())).isTrue();
  }

  @Test
  void create_keyFile_isForItsOwnerAlone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void load_keyFileReadableByOthers_isRefused() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> SigningKey.load(file, "log.example"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has permissions rw-r-----, expected rw-------");
  }

  @Test
  void load_damagedKeyFile_saysSoAndShowsNothingOfIt() throws IOException {
    String text = Files.readString(file);
    Files.writeString(file, text.replace("-----END PRIVATE", "-----FIN PRIVATE"));

    assertThatThrownBy(() -> SigningKey.load(file, "log.example"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not hold an Ed25519 key pair in PEM")
        .hasMessageNotContaining(Arrays.asList(text.split("\n")).get(1));
  }
}
