package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningChecksTest {
  @TempDir Path folder;

  private Path keystore(String password) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    Path file = folder.resolve("keys.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password.toCharArray());
    }
    return file;
  }

  @Test
  void load_severalSigners_areRefused() throws Exception {
    Path file = keystore("pw");
    assertThat(
            Fixture.problems(
                "signing: { keystore: { file: '"
                    + file
                    + "', password: pw }, pkcs11: { library: '"
                    + file
                    + "', pin: 'four-9s' } }"))
        .anySatisfy(
            one ->
                assertThat(one)
                    .contains(
                        "signing.pkcs11: keystore and pkcs11 are given, expected one key to sign"
                            + " with"));
  }

  @Test
  void load_keystoreWithoutAKey_isRefused() throws Exception {
    assertThat(
            Fixture.problems(
                "signing: { keystore: { file: '" + keystore("pw") + "', password: pw } }"))
        .singleElement()
        .asString()
        .contains("signing.keystore.file: holds no private key");
  }

  @Test
  void load_wrongPassword_isToldWithoutIt() throws Exception {
    assertThat(
            Fixture.problems(
                "signing: { keystore: { file: '" + keystore("pw") + "', password: guess77 } }"))
        .singleElement()
        .asString()
        .contains("signing.keystore.password")
        .contains("does not open with this password")
        .doesNotContain("guess77");
  }

  @Test
  void load_missingFiles_areToldAllAtOnce() {
    assertThat(
            Fixture.problems(
                "signing: { keystore: { file: /nowhere/k.p12, password: pw }, trust-anchors:"
                    + " [/nowhere/ca.pem], timestamp: { url: 'ftp://tsa.example/' } }"))
        .hasSize(3)
        .anySatisfy(one -> assertThat(one).contains("signing.keystore.file"))
        .anySatisfy(one -> assertThat(one).contains("signing.trust-anchors[0]"))
        .anySatisfy(one -> assertThat(one).contains("signing.timestamp.url").contains("https://"));
  }

  @Test
  void load_remoteSignerInTheClear_isRefusedBeyondThisMachine() {
    assertThat(
            Fixture.problems(
                "signing: { remote: { url: 'http://signer.example/', certificates: /nowhere/c.pem }"
                    + " }"))
        .anySatisfy(one -> assertThat(one).contains("signing.remote.url").contains("https://"));
    assertThat(
            Fixture.problems(
                "signing: { remote: { url: 'http://127.0.0.1:8400/', certificates: /nowhere/c.pem }"
                    + " }"))
        .noneSatisfy(one -> assertThat(one).contains("signing.remote.url"));
  }
}
