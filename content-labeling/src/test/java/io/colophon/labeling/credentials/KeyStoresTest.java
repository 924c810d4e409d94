package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.Tool;
import io.colophon.provider.testkit.RequiresTool;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

class KeyStoresTest {
  private static final char[] PASSWORD = "correct".toCharArray();

  private static final Path SOFT_HSM = Path.of("/usr/lib/softhsm/libsofthsm2.so");

  private static TestKeys keys;
  private static KeyPair pair;

  @TempDir Path folder;

  @BeforeAll
  static void keys() throws Exception {
    keys = new TestKeys();
    pair = TestKeys.pair(SigningAlgorithm.ES256);
  }

  @Test
  @RequiresTool("openssl")
  void pkcs12_madeByOpenssl_signs() throws Exception {
    Path key =
        Files.writeString(
            folder.resolve("key.pem"), Pem.text(Pem.PRIVATE_KEY, pair.getPrivate().getEncoded()));
    Path chain =
        Files.writeString(
            folder.resolve("chain.pem"), Pem.text(keys.leaf(pair)) + Pem.text(keys.root));
    Path file = folder.resolve("keys.p12");
    Tool.run(
        "openssl",
        "pkcs12",
        "-export",
        "-inkey",
        key,
        "-in",
        chain,
        "-out",
        file,
        "-passout",
        "pass:correct");
    CredentialSigner signer = KeyStores.pkcs12(file, PASSWORD, Optional.empty());
    assertThat(signer.algorithm()).isEqualTo(SigningAlgorithm.ES256);
    assertThat(signer.chain()).hasSize(2);
    byte[] bytes = {1, 2, 3};
    assertThat(SigningAlgorithm.ES256.verifies(pair.getPublic(), bytes, signer.sign(bytes)))
        .isTrue();
  }

  @Test
  void pkcs12_twoKeys_needsAName() throws Exception {
    Path file = store("one", "two");
    assertThatThrownBy(() -> KeyStores.pkcs12(file, PASSWORD, Optional.empty()))
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining("has 2 keys [one, two], expected one, or an alias");
    assertThat(KeyStores.pkcs12(file, PASSWORD, Optional.of("two")).chain()).hasSize(1);
    assertThatThrownBy(() -> KeyStores.pkcs12(file, PASSWORD, Optional.of("three")))
        .hasMessageContaining("has no key 'three', expected one of [one, two]");
  }

  @Test
  void pkcs12_wrongPasswordOrFile_saysSoWithoutIt() throws Exception {
    Path file = store("one");
    assertThatThrownBy(() -> KeyStores.pkcs12(file, "guess".toCharArray(), Optional.empty()))
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("guess");
    Path none = folder.resolve("none.p12");
    assertThatThrownBy(() -> KeyStores.pkcs12(none, PASSWORD, Optional.empty()))
        .hasMessageContaining("no such file");
    Path rubbish = Files.write(folder.resolve("rubbish.p12"), new byte[100]);
    assertThatThrownBy(() -> KeyStores.pkcs12(rubbish, PASSWORD, Optional.empty()))
        .hasMessageContaining("not PKCS#12");
  }

  @Test
  void pkcs11_noSuchLibrary_saysSo() {
    assertThatThrownBy(
            () -> KeyStores.pkcs11(folder.resolve("none.so"), 0, PASSWORD, Optional.empty()))
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining("none.so")
        .hasMessageNotContaining("correct");
  }

  /** A token in software, filled by the tools that come with it; where it is, a child is told. */
  @Test
  @RequiresTool({"softhsm2-util", "pkcs11-tool", "node"})
  void pkcs11_softHsm_signsManifestsThatAreTrusted() throws Exception {
    C2paTools.require();
    Path configuration =
        Files.writeString(
            folder.resolve("softhsm2.conf"),
            "directories.tokendir = "
                + Files.createDirectory(folder.resolve("tokens"))
                + "\nobjectstore.backend = file\n");
    Path key =
        Files.writeString(
            folder.resolve("key.pem"), Pem.text(Pem.PRIVATE_KEY, pair.getPrivate().getEncoded()));
    Path leaf = Files.write(folder.resolve("leaf.der"), keys.leaf(pair).getEncoded());
    with(
        configuration,
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        "tests",
        "--pin",
        "1234",
        "--so-pin",
        "1234");
    with(
        configuration,
        "softhsm2-util",
        "--import",
        key,
        "--token",
        "tests",
        "--label",
        "signer",
        "--id",
        "01",
        "--pin",
        "1234");
    with(
        configuration,
        "pkcs11-tool",
        "--module",
        SOFT_HSM,
        "--login",
        "--pin",
        "1234",
        "--write-object",
        leaf,
        "--type",
        "cert",
        "--id",
        "01",
        "--label",
        "signer");
    Path file = folder.resolve("a.png");
    with(
        configuration,
        Path.of(System.getProperty("java.home"), "bin", "java"),
        "-cp",
        classPath(),
        TokenSigning.class.getName(),
        SOFT_HSM,
        "1234",
        file);
    assertThat(C2paTools.wasm(file, "image/png", Pem.text(keys.root)).state()).isEqualTo("Trusted");
  }

  /** Where the classes of the child are, whoever runs this test. */
  private static String classPath() throws Exception {
    List<String> places = new ArrayList<>();
    for (Class<?> type : List.of(TokenSigning.class, SigningCredentials.class, Logger.class)) {
      places.add(
          Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
    }
    return String.join(File.pathSeparator, places);
  }

  private static void with(Path configuration, Object... command) throws Exception {
    List<Object> all = new ArrayList<>(List.of("env", "SOFTHSM2_CONF=" + configuration));
    all.addAll(List.of(command));
    Tool.run(all.toArray());
  }

  private Path store(String... names) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, PASSWORD);
    for (String name : names) {
      store.setKeyEntry(name, pair.getPrivate(), PASSWORD, new Certificate[] {keys.leaf(pair)});
    }
    Path file = folder.resolve("store.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return file;
  }
}
