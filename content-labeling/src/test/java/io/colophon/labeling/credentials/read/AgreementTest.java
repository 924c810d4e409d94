package io.colophon.labeling.credentials.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.container.Source;
import io.colophon.labeling.credentials.C2paTools;
import io.colophon.labeling.credentials.read.ManifestReport.State;
import io.colophon.provider.testkit.RequiresTool;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that are right and files that are wrong in one way each: this validator and C2PA's own
 * reference implementation come to the same verdict, and where they give other reasons the case
 * says so.
 */
@RequiresTool("node")
class AgreementTest {
  @TempDir static Path folder;

  private static Path plain;

  @BeforeAll
  static void plain() throws IOException {
    C2paTools.require();
    plain = folder.resolve("plain.png");
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", plain.toFile());
  }

  static Stream<ForgedCase> cases() {
    return ForgedCases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void validate_forgedManifest_saysWhatReferenceImplementationSays(ForgedCase it) throws Exception {
    Forge forge = new Forge(ForgedCases.SIGNER, 1);
    it.change().accept(forge);
    Path file = forge.png(plain, folder.resolve("signed.png"));

    ManifestReport report = validate(file, forge.signer.anchors());
    assertThat(sorted(report.failures())).isEqualTo(it.failures());
    assertThat(report.state()).isEqualTo(state(it.failures()));

    String anchors = forge.signer.anchorPem();
    if (it.refused()) {
      assertThatThrownBy(() -> C2paTools.wasm(file, "image/png", anchors))
          .hasMessageContaining("C2pa(");
      return;
    }
    C2paTools.Reading reading = C2paTools.wasm(file, "image/png", anchors);
    List<String> theirs = new ArrayList<>(reading.failures());
    reading.deltas().forEach(delta -> theirs.add(delta.code()));
    assertThat(sorted(theirs)).isEqualTo(it.theirs());
    assertThat(reading.state()).isEqualToIgnoringCase(state(it.theirs()).name());
  }

  private static State state(List<String> failures) {
    if (failures.isEmpty()) {
      return State.TRUSTED;
    }
    return failures.equals(List.of("signingCredential.untrusted")) ? State.VALID : State.INVALID;
  }

  private static List<String> sorted(List<String> codes) {
    return codes.stream().distinct().sorted().toList();
  }

  private static ManifestReport validate(Path file, TrustAnchors anchors) throws IOException {
    try (Source source = Source.open(file)) {
      return new ManifestValidator(anchors, Clock.systemUTC())
          .validate(source, StoreLocator.find(file).orElseThrow());
    }
  }
}
