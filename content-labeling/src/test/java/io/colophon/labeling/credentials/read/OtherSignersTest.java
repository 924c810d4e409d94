package io.colophon.labeling.credentials.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.Tool;
import io.colophon.labeling.container.Range;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.StorePlace;
import io.colophon.labeling.credentials.C2paTools;
import io.colophon.labeling.credentials.UpstreamManifest;
import io.colophon.labeling.credentials.read.ManifestReport.State;
import io.colophon.provider.testkit.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that C2PA's reference implementation signed: right as they are, wrong once damaged. */
@RequiresTool({"node", "ffmpeg"})
class OtherSignersTest {
  private static final TestSigner SIGNER = TestSigner.of(SignatureAlgorithm.ES256);
  private static final String CREATED =
      """
      {"claim_generator_info": [{"name": "Other Generator", "version": "7"}],
       "title": "made elsewhere",
       "assertions": [{"label": "c2pa.actions.v2", "data": {"actions": [
         {"action": "c2pa.created",
          "when": "2026-11-22T08:00:00Z",
          "digitalSourceType":
            "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"}]}}]}
      """;

  /** What c2pa-rs adds when there is a parent: the action that opens it. */
  private static final String OPENED = "{\"claim_generator_info\": [{\"name\": \"Other Editor\"}]}";

  private static final String PICTURE = "testsrc=s=64x48:d=1 -frames:v 1";

  @TempDir static Path folder;

  @BeforeAll
  static void packages() {
    C2paTools.require();
  }

  @ParameterizedTest
  @EnumSource
  void validate_everyAlgorithm_isTrusted(SignatureAlgorithm algorithm) throws Exception {
    TestSigner signer = TestSigner.of(algorithm);
    Path file = signed("a.png", "image/png", PICTURE, signer, null, CREATED);
    ManifestReport report = validate(file, signer.anchors());
    assertThat(report.failures()).isEmpty();
    assertThat(report.state()).isEqualTo(State.TRUSTED);
    assertThat(report.signer().orElseThrow().algorithm()).isEqualTo(algorithm.name());
  }

  @ParameterizedTest
  @CsvSource({
    "a.png,image/png," + PICTURE + ",assertion.dataHash",
    "a.jpg,image/jpeg," + PICTURE + ",assertion.dataHash",
    "a.webp,image/webp," + PICTURE + ",assertion.dataHash",
    "a.wav,audio/wav,sine=f=440:d=1,assertion.dataHash",
    "a.mp3,audio/mpeg,sine=f=440:d=1,assertion.dataHash",
    "a.avi,video/avi,testsrc=s=64x48:r=5:d=1,assertion.dataHash",
    "a.mp4,video/mp4,testsrc=s=64x48:r=5:d=1,assertion.bmffHash",
    "a.m4a,audio/mp4,sine=f=440:d=1,assertion.bmffHash",
    "a.mov,video/quicktime,testsrc=s=64x48:r=5:d=1,assertion.bmffHash"
  })
  void validate_fileOfReferenceImplementation_isValidUntilDamaged(
      String name, String type, String source, String binding) throws Exception {
    Path file = signed(name, type, source, SIGNER, null, CREATED);
    ManifestReport report = validate(file, TrustAnchors.none());
    assertThat(report.failures()).containsExactly("signingCredential.untrusted");
    assertThat(report.state()).isEqualTo(State.VALID);
    assertThat(report.has(binding + ".match")).isTrue();
    assertThat(validate(file, SIGNER.anchors()).state()).isEqualTo(State.TRUSTED);

    StorePlace place = StoreLocator.find(file).orElseThrow();
    byte[] bytes = Files.readAllBytes(file);
    Range unit = place.unit().get(0);
    long last = unit.end() == bytes.length ? unit.at() - 1 : bytes.length - 1;
    byte[] damaged = bytes.clone();
    damaged[(int) last] ^= 1;
    ManifestReport bad = validate(damaged, place, name);
    assertThat(bad.state()).isEqualTo(State.INVALID);
    assertThat(bad.failures()).contains(binding + ".mismatch");

    byte[] longer = Arrays.copyOf(bytes, bytes.length + 8);
    longer[bytes.length + 3] = 8;
    System.arraycopy("test".getBytes(StandardCharsets.US_ASCII), 0, longer, bytes.length + 4, 4);
    assertThat(validate(longer, place, name).failures()).contains(binding + ".mismatch");
  }

  @Test
  void validate_piecesOfFilm_areCheckedOneByOne() throws Exception {
    Path plain = folder.resolve("pieces.mp4");
    Tool.ffmpeg("-f", "lavfi", "-i", "mandelbrot=s=320x240:r=10", "-t", "2", plain);
    Path file = folder.resolve("signed-pieces.mp4");
    C2paTools.signWith(
        "{\"core\": {\"merkle_tree_chunk_size_in_kb\": 1, \"merkle_tree_max_proofs\": 3}}",
        plain,
        "video/mp4",
        CREATED,
        "es256",
        SIGNER.keyPem(),
        SIGNER.chainPem(),
        file);
    assertThat(C2paTools.wasm(file, "video/mp4").has("assertion.bmffHash.match")).isTrue();
    ManifestReport report = validate(file, TrustAnchors.none());
    assertThat(report.failures()).containsExactly("signingCredential.untrusted");
    assertThat(report.has("assertion.bmffHash.match")).isTrue();

    byte[] bytes = Files.readAllBytes(file);
    StorePlace place = StoreLocator.find(file).orElseThrow();
    int data =
        new String(bytes, StandardCharsets.ISO_8859_1)
            .indexOf("mdat", (int) place.unit().get(0).end());
    bytes[data + 3000] ^= 1;
    assertThat(validate(bytes, place, "pieces.mp4").failures())
        .contains("assertion.bmffHash.mismatch");
  }

  @Test
  void validate_everyPlaceDamaged_agreesWithReferenceImplementation() throws Exception {
    Path file = signed("b.png", "image/png", PICTURE, SIGNER, null, CREATED);
    byte[] bytes = Files.readAllBytes(file);
    StorePlace place = StoreLocator.find(file).orElseThrow();
    Range store = place.pieces().get(0);
    Path damaged = folder.resolve("damaged.png");
    int step = Math.max(1, (int) store.length() / 40);
    int stricter = 0;
    for (long at = store.at(); at < store.end(); at += step) {
      byte[] copy = bytes.clone();
      copy[(int) at] ^= 4;
      State ours = validate(copy, place, "damaged.png").state();
      Files.write(damaged, copy);
      if (!ours.name().equalsIgnoreCase(theirs(damaged))) {
        assertThat(ours).as("byte %s", at).isEqualTo(State.INVALID);
        stricter++;
      }
    }
    // Sizes and labels of boxes around the manifest, which no hash covers.
    assertThat(stricter).isLessThanOrEqualTo(3);
  }

  @Test
  void report_fileOfReferenceImplementation_tellsWhatItSays() throws Exception {
    ManifestReport report =
        validate(signed("c.png", "image/png", PICTURE, SIGNER, null, CREATED), SIGNER.anchors());
    assertThat(report.claimGenerator()).isEqualTo("Other Generator 7");
    assertThat(report.signer().orElseThrow().organisation()).isEqualTo("Test Organisation");
    assertThat(report.signer().orElseThrow().serial()).isEqualTo("1267");
    assertThat(report.actions()).hasSize(1);
    assertThat(report.actions().get(0).name()).isEqualTo("c2pa.created");
    assertThat(report.actions().get(0).when()).isEqualTo("2026-11-22T08:00:00Z");
    assertThat(report.digitalSourceTypes())
        .containsExactly("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
    assertThat(report.stamp()).isEmpty();
    assertThat(report.active()).startsWith("urn:c2pa:");
  }

  @Test
  void read_upstreamManifest_hasWhatAnIngredientNeeds() throws Exception {
    Path file = signed("d.jpg", "image/jpeg", PICTURE, SIGNER, null, CREATED);
    try (Source source = Source.open(file)) {
      StorePlace place = StoreLocator.find(file).orElseThrow();
      UpstreamManifest upstream =
          new UpstreamManifests(new ManifestValidator(SIGNER.anchors(), Clock.systemUTC()))
              .read(source, place, "image/jpeg")
              .orElseThrow();
      assertThat(upstream.active()).isEqualTo(C2paTools.wasm(file, "image/jpeg").active());
      assertThat(upstream.activeHash()).hasSize(32);
      assertThat(upstream.claimSignatureHash()).hasSize(32);
      assertThat(upstream.failures()).isEmpty();
      assertThat(upstream.successes())
          .extracting(UpstreamManifest.Status::code)
          .contains("claimSignature.validated", "assertion.dataHash.match");
      assertThat(upstream.title()).isEqualTo("Other Generator 7");
      assertThat(ManifestStore.read(upstream.store()).active()).isEqualTo(upstream.active());
    }
  }

  @Test
  void validate_parentOfReferenceImplementation_isCheckedAsWell() throws Exception {
    Path parent = signed("p.png", "image/png", PICTURE, SIGNER, null, CREATED);
    Path file = signed("e.png", "image/png", PICTURE, SIGNER, parent, OPENED);
    assertThat(C2paTools.wasm(file, "image/png", SIGNER.anchorPem()).state()).isEqualTo("Trusted");
    ManifestReport report = validate(file, SIGNER.anchors());
    assertThat(report.failures()).isEmpty();
    assertThat(report.state()).isEqualTo(State.TRUSTED);
    assertThat(report.ingredients()).hasSize(1);
    assertThat(report.ingredients().get(0).relationship()).isEqualTo("parentOf");
    assertThat(report.findings())
        .anyMatch(finding -> finding.code().equals("ingredient.manifest.validated"));
  }

  private static String theirs(Path file) {
    try {
      return C2paTools.wasm(file, "image/png").state();
    } catch (IllegalStateException e) {
      // No report at all stands for a store that cannot be read.
      return "Invalid";
    }
  }

  private static Path signed(
      String name,
      String type,
      String source,
      TestSigner signer,
      @Nullable Path parent,
      String manifest)
      throws Exception {
    Path plain = folder.resolve("plain-" + name);
    Path out = folder.resolve(name);
    String[] words = source.split(" ");
    if (words.length == 3) {
      Tool.ffmpeg("-f", "lavfi", "-i", words[0], words[1], words[2], plain);
    } else {
      Tool.ffmpeg("-f", "lavfi", "-i", words[0], plain);
    }
    C2paTools.sign(
        plain,
        type,
        manifest,
        parent,
        signer.algorithm().name().toLowerCase(java.util.Locale.ROOT),
        signer.keyPem(),
        signer.chainPem(),
        out);
    return out;
  }

  private static ManifestReport validate(Path file, TrustAnchors anchors) throws IOException {
    Optional<StorePlace> place = StoreLocator.find(file);
    try (Source source = Source.open(file)) {
      return new ManifestValidator(anchors, Clock.systemUTC())
          .validate(source, place.orElseThrow());
    }
  }

  private static ManifestReport validate(byte[] bytes, StorePlace place, String name)
      throws IOException {
    Path file = Files.write(folder.resolve("changed-" + name), bytes);
    try (Source source = Source.open(file)) {
      return new ManifestValidator(TrustAnchors.none(), Clock.systemUTC()).validate(source, place);
    }
  }
}
