package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.LabelingException;
import io.colophon.provider.testkit.RequiresTool;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RemoteSignerTest {
  private static final byte[] BYTES = {1, 2, 3};
  private static final String JSON = "application/json";

  private static TestKeys keys;
  private static KeyPair pair;
  private static String chain;

  @TempDir Path folder;

  @BeforeAll
  static void keys() throws Exception {
    keys = new TestKeys();
    pair = TestKeys.pair(SigningAlgorithm.ES256);
    chain = Pem.text(keys.leaf(pair)) + Pem.text(keys.root);
  }

  @Test
  void sign_es256_asksWithTheDigestAndTheToken() throws Exception {
    try (HttpDouble server = new HttpDouble(RemoteSignerTest::signed)) {
      byte[] signature = signer(server.address()).sign(BYTES);
      assertThat(SigningAlgorithm.ES256.verifies(pair.getPublic(), BYTES, signature)).isTrue();
      HttpDouble.Asked asked = server.asked.get(0);
      assertThat(asked.method()).isEqualTo("POST");
      assertThat(asked.authorization()).isEqualTo("Bearer secret-token");
      assertThat(asked.type()).isEqualTo(JSON);
      assertThat(new String(asked.body(), StandardCharsets.UTF_8))
          .isEqualTo(
              "{\"algorithm\":\"es256\",\"digest\":"
                  + "\"A5BYxvLAy0ksUzsKTRTvd8wPeKvMztUofYShogEc+4E=\"}");
    }
  }

  @Test
  void sign_ed25519_asksWithTheWholeMessage() throws Exception {
    KeyPair ed = TestKeys.pair(SigningAlgorithm.ED25519);
    try (HttpDouble server =
        new HttpDouble(
            question -> {
              JsonNode json = JsonMapper.shared().readTree(question);
              Signature engine = Signature.getInstance("Ed25519");
              engine.initSign(ed.getPrivate());
              engine.update(Base64.getDecoder().decode(json.get("message").asString()));
              return json("{\"signature\":\"" + base64(engine.sign()) + "\"}");
            })) {
      RemoteSigner signer =
          new RemoteSigner(settings(server.address(), 60_000), Pem.text(keys.leaf(ed)));
      assertThat(SigningAlgorithm.ED25519.verifies(ed.getPublic(), BYTES, signer.sign(BYTES)))
          .isTrue();
    }
  }

  @Test
  @RequiresTool("node")
  void plan_remoteKey_signsAManifestThatIsTrusted() throws Exception {
    C2paTools.require();
    try (HttpDouble server = new HttpDouble(RemoteSignerTest::signed)) {
      RemoteSigner signer = signer(server.address());
      Path file = folder.resolve("a.png");
      Carriers.png(Orders.credentials(() -> signer).plan(Orders.data("image/png")), file);
      assertThat(C2paTools.wasm(file, "image/png", Pem.text(keys.root)).state())
          .isEqualTo("Trusted");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"signature\":\"AAAA\"}",
        "{\"signature\":\"not base64!\"}",
        "{\"signature\":7}",
        "{}",
        "[]",
        "\"",
        "null",
        ""
      })
  void sign_wrongAnswer_isRefused(String body) throws Exception {
    try (HttpDouble server = new HttpDouble(question -> json(body))) {
      RemoteSigner signer = signer(server.address());
      assertThatThrownBy(() -> signer.sign(BYTES))
          .isInstanceOf(CredentialsException.class)
          .hasMessageStartingWith("the answer of the remote signer is wrong: ");
    }
  }

  @Test
  void sign_signatureByAnotherKey_isRefused() throws Exception {
    KeyPair other = X509Signing.keyPair(SigningAlgorithm.ES256, TestKeys.RANDOM);
    try (HttpDouble server = new HttpDouble(question -> signedBy(other, question, ""))) {
      RemoteSigner signer = signer(server.address());
      assertThatThrownBy(() -> signer.sign(BYTES))
          .hasMessageContaining("64 bytes are no es256 signature by our key");
    }
  }

  @Test
  void sign_anotherCertificate_isRefused() throws Exception {
    String other = base64(keys.root.getEncoded());
    try (HttpDouble server =
        new HttpDouble(
            question -> signedBy(pair, question, ",\"certificates\":[\"" + other + "\"]"))) {
      RemoteSigner signer = signer(server.address());
      assertThatThrownBy(() -> signer.sign(BYTES))
          .hasMessageContaining("another certificate than the one we were given");
    }
  }

  @Test
  void sign_errorStatusOrType_isToldWithoutTheToken() throws Exception {
    try (HttpDouble server =
        new HttpDouble(question -> new HttpDouble.Answer(401, JSON, new byte[0]))) {
      RemoteSigner signer = signer(server.address());
      assertThatThrownBy(() -> signer.sign(BYTES))
          .hasMessageContaining("answered with status 401")
          .hasMessageNotContaining("secret-token");
      assertThat(settings(server.address(), 1).toString()).doesNotContain("secret-token");
    }
    try (HttpDouble server =
        new HttpDouble(question -> new HttpDouble.Answer(200, "text/html", new byte[9]))) {
      RemoteSigner signer = signer(server.address());
      assertThatThrownBy(() -> signer.sign(BYTES)).hasMessageContaining("expected " + JSON);
    }
  }

  @Test
  void sign_hugeAnswer_isNotTakenIn() throws Exception {
    try (HttpDouble server =
        new HttpDouble(question -> new HttpDouble.Answer(200, JSON, new byte[1 << 20]))) {
      RemoteSigner signer = signer(server.address());
      assertThatThrownBy(() -> signer.sign(BYTES))
          .hasMessageContaining("more than 65536 bytes in the answer");
    }
  }

  @Test
  void sign_silentServer_endsAtTheTimeout() throws Exception {
    HttpDouble[] holder = new HttpDouble[1];
    try (HttpDouble server = new HttpDouble(question -> holder[0].silence())) {
      holder[0] = server;
      RemoteSigner signer = new RemoteSigner(settings(server.address(), 200), chain);
      assertThatThrownBy(() -> signer.sign(BYTES)).isInstanceOf(CredentialsException.class);
    }
  }

  @Test
  void plan_signerAway_isALabelingFailure() throws Exception {
    HttpDouble gone = new HttpDouble(question -> json("{}"));
    URI address = gone.address();
    gone.close();
    RemoteSigner signer = new RemoteSigner(settings(address, 2000), chain);
    PlannedManifest manifest = Orders.credentials(() -> signer).plan(Orders.data("image/png"));
    assertThatThrownBy(() -> Carriers.png(manifest, folder.resolve("a.png")))
        .isInstanceOf(LabelingException.class)
        .hasMessageContaining("the remote signer at " + address);
  }

  @Test
  void new_noCertificatesOrNoAddress_isRefused() {
    assertThatThrownBy(() -> new RemoteSigner(settings(URI.create("http://a/"), 1), "nothing"))
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining("expected PEM");
    assertThatThrownBy(() -> new RemoteSigner(settings(URI.create("file:///a"), 1), chain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected http:// or https://");
  }

  private static HttpDouble.Answer signed(byte[] question) throws GeneralSecurityException {
    return signedBy(pair, question, "");
  }

  /** Signs a digest, as key services do. */
  private static HttpDouble.Answer signedBy(KeyPair keys, byte[] question, String more)
      throws GeneralSecurityException {
    JsonNode json = JsonMapper.shared().readTree(question);
    Signature engine = Signature.getInstance("NONEwithECDSAinP1363Format");
    engine.initSign(keys.getPrivate());
    engine.update(Base64.getDecoder().decode(json.get("digest").asString()));
    return json("{\"signature\":\"" + base64(engine.sign()) + "\"" + more + "}");
  }

  private static RemoteSigner signer(URI address) throws CredentialsException {
    return new RemoteSigner(settings(address, 60_000), chain);
  }

  private static RemoteSigner.Settings settings(URI address, int millis) {
    return new RemoteSigner.Settings(
        address, Optional.of("secret-token"), Duration.ofMillis(millis));
  }

  private static HttpDouble.Answer json(String body) {
    return new HttpDouble.Answer(200, JSON, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
