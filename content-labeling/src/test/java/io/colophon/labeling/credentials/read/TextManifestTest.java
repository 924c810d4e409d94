package io.colophon.labeling.credentials.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.credentials.TextWrapper;
import io.colophon.labeling.credentials.read.ManifestReport.State;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Manifests in plain text (C2PA 2.4, A.8). */
class TextManifestTest {
  private static final TestSigner SIGNER = TestSigner.of(SignatureAlgorithm.ES256);
  private static final String TEXT =
      "Ein gr\u00fcner Text, \u4eba\u5de5\u667a\u80fd, von einer Maschine.";

  private final ManifestValidator validator =
      new ManifestValidator(SIGNER.anchors(), Clock.systemUTC());

  @Test
  void validate_signedText_isTrusted() {
    ManifestReport report = validator.validate(TEXT + wrapper()).orElseThrow();
    assertThat(report.failures()).isEmpty();
    assertThat(report.state()).isEqualTo(State.TRUSTED);
    assertThat(report.has("assertion.dataHash.match")).isTrue();
  }

  @Test
  void validate_sameTextInAnotherNormalForm_isTrusted() {
    String decomposed = TEXT.replace("\u00fc", "u\u0308");
    assertThat(validator.validate(decomposed + wrapper()).orElseThrow().state())
        .isEqualTo(State.TRUSTED);
  }

  @Test
  void validate_changedText_isAMismatch() {
    String changed = TEXT.replace("Text", "Test");
    assertThat(validator.validate(changed + wrapper()).orElseThrow().failures())
        .containsExactly("assertion.dataHash.mismatch");
    assertThat(validator.validate(TEXT + wrapper() + " more").orElseThrow().failures())
        .containsExactly("assertion.dataHash.mismatch");
  }

  @Test
  void validate_textWithoutManifest_isEmpty() {
    assertThat(validator.validate(TEXT)).isEmpty();
  }

  @Test
  void validate_twoWrappersOrHalfOfOne_isInvalid() {
    String wrapper = wrapper();
    ManifestReport two = validator.validate(TEXT + wrapper + wrapper).orElseThrow();
    assertThat(two.failures()).containsExactly("manifest.text.multipleWrappers");
    assertThat(two.state()).isEqualTo(State.INVALID);
    String half = wrapper.substring(0, wrapper.length() / 2);
    assertThat(validator.validate(TEXT + half).orElseThrow().failures())
        .containsExactly("manifest.text.corruptedWrapper");
  }

  /** Signs until the wrapper is as long as was signed: its length depends on the signature. */
  private static String wrapper() {
    byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
    int guess = 9000;
    for (int i = 0; i < 3000; i++) {
      String wrapper = TextWrapper.encode(forge(text, guess));
      int length = wrapper.getBytes(StandardCharsets.UTF_8).length;
      if (length == guess) {
        return wrapper;
      }
      if (i % 50 == 0) {
        guess = length; // a new one now and then: the first may be a rare length
      }
    }
    throw new IllegalStateException("no signature of " + guess + " bytes");
  }

  private static byte[] forge(byte[] text, int length) {
    Forge forge = new Forge(SIGNER, 1);
    forge.hash =
        map -> {
          map.put("exclusions", List.of(Map.of("start", text.length, "length", length)));
          return map;
        };
    return forge.store(Forge.sha256(text), length);
  }
}
