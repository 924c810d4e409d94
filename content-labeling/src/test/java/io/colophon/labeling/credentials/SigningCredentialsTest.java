package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.container.LabelWriter.BindingKind;
import io.colophon.labeling.credentials.ManifestOrder.Step;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What we sign, as validators that others wrote see it (C2-1 and C2-2). */
@RequiresTool("node")
class SigningCredentialsTest {
  @TempDir Path folder;
  private EmbeddedAuthority authority;
  private SigningCredentials credentials;

  @BeforeAll
  static void packages() {
    C2paTools.require();
  }

  @BeforeEach
  void open() throws Exception {
    authority = Orders.authority(folder.resolve("credentials"));
    credentials = Orders.credentials(authority);
  }

  @Test
  void sign_png_isValidAndTrustedOnlyWithOurRoot() throws Exception {
    Path file = folder.resolve("a.png");
    Carriers.png(credentials.plan(Orders.data("image/png")), file);
    C2paTools.Reading found = C2paTools.wasm(file, "image/png");
    assertThat(found.failures()).containsExactly("signingCredential.untrusted");
    assertThat(found.state()).isEqualTo("Valid");
    C2paTools.Reading trusting =
        C2paTools.wasm(file, "image/png", Files.readString(authority.rootFile()));
    assertThat(trusting.failures()).isEmpty();
    assertThat(trusting.state()).isEqualTo("Trusted");
  }

  @Test
  void sign_everyStep_isValid() throws Exception {
    Path file = folder.resolve("a.png");
    ManifestOrder order =
        Orders.order(
            "image/png",
            BindingKind.DATA,
            List.of(Step.ADDED_TEXT, Step.WATERMARKED, Step.TRANSCODED),
            OptionalLong.of(0x0123456789ABCDEFL));
    Carriers.png(credentials.plan(order), file);
    assertThat(C2paTools.wasm(file, "image/png", Files.readString(authority.rootFile())).state())
        .isEqualTo("Trusted");
    assertThat(C2paTools.ts(file).failures()).isEmpty();
  }

  @Test
  void sign_jpegWavMp4_areTrusted() throws Exception {
    String root = Files.readString(authority.rootFile());
    Path jpeg = folder.resolve("a.jpg");
    Carriers.jpeg(credentials.plan(Orders.data("image/jpeg")), jpeg);
    assertThat(C2paTools.wasm(jpeg, "image/jpeg", root).state()).isEqualTo("Trusted");
    Path wav = folder.resolve("a.wav");
    Carriers.wav(credentials.plan(Orders.data("audio/wav")), wav);
    assertThat(C2paTools.wasm(wav, "audio/wav", root).state()).isEqualTo("Trusted");
    Path mp4 = folder.resolve("a.mp4");
    Carriers.mp4(credentials.plan(Orders.bmff("video/mp4")), mp4);
    assertThat(C2paTools.wasm(mp4, "video/mp4", root).state()).isEqualTo("Trusted");
  }

  /** Provider, system with version, time, unique id: what California asks for (CA-L). */
  @Test
  void sign_created_tellsTheFourValues() throws Exception {
    Path file = folder.resolve("a.png");
    Carriers.png(credentials.plan(Orders.data("image/png")), file);
    C2paTools.Reading found = C2paTools.wasm(file, "image/png");
    JsonNode manifest = found.store().get("manifests").get(found.active());
    JsonNode created = manifest.at("/assertions/0/data/actions/0");
    assertThat(created.get("action").asString()).isEqualTo("c2pa.created");
    assertThat(created.get("digitalSourceType").asString())
        .isEqualTo("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
    assertThat(created.at("/parameters/io.colophon.provider").asString())
        .isEqualTo("001191110102MACQD9K64010000");
    assertThat(created.at("/parameters/io.colophon.contentId").asString())
        .isEqualTo("0f8c1a2b-7d1e-4c59-9f1a-1f0f5c3b2a10");
    assertThat(created.at("/softwareAgent/name").asString()).isEqualTo("Example Painter");
    assertThat(created.at("/softwareAgent/version").asString()).isEqualTo("3.2");
    assertThat(created.get("when").asString()).isEqualTo("2026-11-22T08:00:00Z");
    assertThat(manifest.at("/claim_generator_info/0/name").asString()).isEqualTo("Colophon");
    assertThat(manifest.at("/assertions/1/label").asString()).isEqualTo("c2pa.ai-disclosure");
  }

  @Test
  void sign_watermarkOnThePublicList_isASoftBinding() throws Exception {
    Path file = folder.resolve("a.png");
    SigningCredentials listed =
        new SigningCredentials(
            authority,
            Optional.empty(),
            new SigningCredentials.Settings(Orders.GATEWAY, "com.example.mark.1", true),
            Orders.clock(),
            Orders.ids());
    ManifestOrder order =
        Orders.order("image/png", BindingKind.DATA, List.of(Step.WATERMARKED), OptionalLong.of(-1));
    Carriers.png(listed.plan(order), file);
    C2paTools.Reading found =
        C2paTools.wasm(file, "image/png", Files.readString(authority.rootFile()));
    assertThat(found.state()).isEqualTo("Trusted");
    assertThat(found.store().toString())
        .contains("\"c2pa.watermarked.bound\"")
        .contains("\"c2pa.soft-binding\"")
        .contains("\"com.example.mark.1\"");
  }

  @Test
  void plan_expiredCertificate_isRefused() throws Exception {
    TestKeys keys = new TestKeys();
    KeyPair pair = TestKeys.pair(SigningAlgorithm.ES256);
    CredentialSigner old =
        new KeyStoreSigner(
            pair.getPrivate(),
            List.of(
                keys.leaf(
                    pair,
                    Extensions.leaf(
                        pair.getPublic(), keys.rootKeys.getPublic(), TestKeys.GOOD_PURPOSES),
                    TestKeys.life(Instant.parse("2020-01-01T00:00:00Z")))),
            null);
    assertThatThrownBy(() -> Orders.credentials(() -> old))
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining("is in force from 2019-12-31");
  }
}
