package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SigningAlgorithmTest {
  private static TestKeys keys;

  @TempDir Path folder;

  @BeforeAll
  static void keys() throws Exception {
    keys = new TestKeys();
  }

  @ParameterizedTest
  @EnumSource
  @RequiresTool("node")
  void sign_everyAlgorithm_isTrustedByTheReferenceReader(SigningAlgorithm algorithm)
      throws Exception {
    C2paTools.require();
    CredentialSigner signer = keys.signer(algorithm);
    assertThat(signer.algorithm()).isEqualTo(algorithm);
    Path file = folder.resolve("a.png");
    PlannedManifest manifest = Orders.credentials(() -> signer).plan(Orders.data("image/png"));
    assertThat(manifest.storeBytes()).isEven();
    Carriers.png(manifest, file);
    C2paTools.Reading found = C2paTools.wasm(file, "image/png", Pem.text(keys.root));
    assertThat(found.failures()).isEmpty();
    assertThat(found.state()).isEqualTo("Trusted");
  }

  @ParameterizedTest
  @EnumSource
  void verifies_otherBytes_isFalse(SigningAlgorithm algorithm) throws Exception {
    CredentialSigner signer = keys.signer(algorithm);
    byte[] signature = signer.sign(new byte[] {1, 2, 3});
    var key = signer.chain().get(0).getPublicKey();
    assertThat(signature).hasSize(algorithm.signatureBytes(key));
    assertThat(algorithm.verifies(key, new byte[] {1, 2, 3}, signature)).isTrue();
    assertThat(algorithm.verifies(key, new byte[] {1, 2, 4}, signature)).isFalse();
    assertThat(algorithm.verifies(key, new byte[] {1, 2, 3}, new byte[3])).isFalse();
  }

  @Test
  void of_keysThatAreNotAllowed_saysWhatIs() throws Exception {
    KeyPairGenerator short1024 = KeyPairGenerator.getInstance("RSA");
    short1024.initialize(1024);
    assertThatThrownBy(() -> SigningAlgorithm.of(short1024.generateKeyPair().getPublic()))
        .isInstanceOf(CredentialsException.class)
        .hasMessage("an RSA key of 1024 bits, expected at least 2048");
    KeyPairGenerator ed448 = KeyPairGenerator.getInstance("Ed448");
    assertThatThrownBy(() -> SigningAlgorithm.of(ed448.generateKeyPair().getPublic()))
        .hasMessageContaining("expected EC (P-256, P-384, P-521), RSA or Ed25519");
    KeyPairGenerator exchange = KeyPairGenerator.getInstance("X25519");
    assertThatThrownBy(() -> SigningAlgorithm.of(exchange.generateKeyPair().getPublic()))
        .isInstanceOf(CredentialsException.class);
    KeyPairGenerator p256 = KeyPairGenerator.getInstance("EC");
    p256.initialize(new ECGenParameterSpec("secp256r1"));
    assertThat(SigningAlgorithm.of(p256.generateKeyPair().getPublic()))
        .isEqualTo(SigningAlgorithm.ES256);
  }
}
