package io.colophon.labeling.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.Range;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.credentials.TextWrapper;
import io.colophon.labeling.credentials.read.ManifestReport;
import io.colophon.labeling.credentials.read.ManifestValidator;
import io.colophon.labeling.credentials.read.StoreBytes;
import io.colophon.labeling.credentials.read.TrustAnchors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Manifest stores of strangers: whatever is wrong with one ends in the report. */
class CredentialFuzzTest {
  private static final String BINDING = "c2pa.hash.data";
  private static final byte[] EMPTY_MAP = {(byte) 0xA0};
  private static final ManifestValidator VALIDATOR =
      new ManifestValidator(
          TrustAnchors.none(), Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC));

  @TempDir static Path directory;

  @FuzzTest(maxDuration = "60s")
  void store(byte[] bytes) throws IOException {
    if (!StoreBytes.areBoxes(bytes)) {
      assertThat(StoreBytes.holds(validate(bytes))).isFalse();
      return;
    }
    validate(bytes);
  }

  @FuzzTest(maxDuration = "60s")
  void cbor(byte[] bytes) throws IOException {
    Limits.within(() -> StoreBytes.areCbor(bytes));
  }

  @FuzzTest(maxDuration = "60s")
  void claim(byte[] bytes) throws IOException {
    validateUnsigned(StoreBytes.store(BINDING, EMPTY_MAP, bytes, EMPTY_MAP));
  }

  /** The first byte chooses the assertion, the rest is what it says. */
  @FuzzTest(maxDuration = "60s")
  void assertion(byte[] bytes) throws IOException {
    List<String> names =
        List.of(
            BINDING,
            "c2pa.hash.bmff.v3",
            "c2pa.actions.v2",
            "c2pa.ingredient.v3",
            "c2pa.ingredient",
            "c2pa.soft-binding",
            "c2pa.hash.boxes",
            "c2pa.metadata");
    String name = names.get(bytes.length == 0 ? 0 : (bytes[0] & 0xFF) % names.size());
    byte[] content = bytes.length == 0 ? bytes : Arrays.copyOfRange(bytes, 1, bytes.length);
    validateUnsigned(StoreBytes.store(name, content, StoreBytes.claim(name, content), EMPTY_MAP));
  }

  /** COSE with certificates and time stamps. */
  @FuzzTest(maxDuration = "60s")
  void signature(byte[] bytes) throws IOException {
    validateUnsigned(
        StoreBytes.store(BINDING, EMPTY_MAP, StoreBytes.claim(BINDING, EMPTY_MAP), bytes));
  }

  @FuzzTest(maxDuration = "60s")
  void text(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Limits.within(
        () -> {
          try {
            TextWrapper.find(text)
                .ifPresent(
                    found -> {
                      assertThat(found.from()).isBetween(0, text.length());
                      assertThat(found.to()).isBetween(found.from(), text.length());
                    });
          } catch (MalformedMediaException e) {
            assertThat(e.code()).isNotBlank();
          }
          return VALIDATOR.validate(text);
        });
  }

  private static void validateUnsigned(byte[] store) throws IOException {
    assertThat(StoreBytes.holds(validate(store))).isFalse();
  }

  private static ManifestReport validate(byte[] store) throws IOException {
    Path file = directory.resolve("asset");
    Files.write(file, new byte[256]);
    return Limits.within(
        () -> {
          try (Source source = Source.open(file)) {
            return VALIDATOR.validate(source, store, List.of(new Range(33, 100)));
          }
        });
  }
}
