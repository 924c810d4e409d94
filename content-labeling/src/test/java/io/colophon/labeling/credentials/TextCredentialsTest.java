package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.LabelingException;
import io.colophon.provider.testkit.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextCredentialsTest {
  private static final String TEXT = "A text of two lines,\nwith an umlaut: ä, and 漢字.";

  @TempDir Path folder;
  private EmbeddedAuthority authority;
  private TextCredentials credentials;

  @BeforeEach
  void open() throws Exception {
    authority = Orders.authority(folder.resolve("credentials"));
    credentials = new TextCredentials(Orders.credentials(authority));
  }

  /** The signature differs every time, and with it how many bytes take four in UTF-8. */
  @Test
  void wrap_manyTimes_excludesExactlyTheWrapper() throws Exception {
    for (int i = 0; i < 50; i++) {
      TextCredentials.Wrapped wrapped = credentials.wrap(TEXT, Orders.data("text/plain"));
      byte[] all = (TEXT + wrapped.suffix()).getBytes(StandardCharsets.UTF_8);
      int start = TEXT.getBytes(StandardCharsets.UTF_8).length;
      assertThat(exclusion(wrapped.signed().bytes()))
          .containsExactly((long) start, (long) all.length - start);
    }
  }

  @Test
  void wrap_twoForms_bindTheSameText() throws Exception {
    String decomposed = "cafe\u0301";
    TextCredentials.Wrapped wrapped = credentials.wrap(decomposed, Orders.data("text/plain"));
    assertThat(
            indexOf(wrapped.signed().bytes(), Sha256.of("café".getBytes(StandardCharsets.UTF_8))))
        .isPositive();
  }

  @Test
  void wrap_wrappedText_isRefused() throws Exception {
    String marked = TEXT + credentials.wrap(TEXT, Orders.data("text/plain")).suffix();
    assertThatThrownBy(() -> credentials.wrap(marked, Orders.data("text/plain")))
        .isInstanceOf(LabelingException.class)
        .hasMessageContaining("has a manifest");
  }

  /**
   * No public validator reads texts; put into a picture, all but the hash of the file must hold.
   */
  @Test
  @RequiresTool("node")
  void wrap_storeShownToTheReferenceReader_isSignedAndWhole() throws Exception {
    C2paTools.require();
    SignedStore signed = credentials.wrap(TEXT, Orders.data("text/plain")).signed();
    Path file = folder.resolve("store.png");
    Carriers.png(ready(signed), file);
    C2paTools.Reading found =
        C2paTools.wasm(file, "image/png", Files.readString(authority.rootFile()));
    assertThat(found.failures()).containsOnly("assertion.dataHash.mismatch");
    assertThat(found.has("claimSignature.validated")).isTrue();
    assertThat(found.success())
        .filteredOn(entry -> entry.code().equals("assertion.hashedURI.match"))
        .extracting(entry -> entry.url().substring(entry.url().lastIndexOf('/') + 1))
        .containsExactlyInAnyOrderElementsOf(
            List.of("c2pa.actions.v2", "c2pa.ai-disclosure", "c2pa.metadata", "c2pa.hash.data"));
  }

  private static PlannedManifest ready(SignedStore signed) {
    return new PlannedManifest() {
      @Override
      public int storeBytes() {
        return signed.bytes().length;
      }

      @Override
      public SignedStore sign(HardBinding binding) {
        return signed;
      }
    };
  }

  /** Start and length, read out of the bytes: after each name stands the number. */
  private static List<Long> exclusion(byte[] store) throws IOException {
    return List.of(number(store, "estart"), number(store, "flength"));
  }

  private static long number(byte[] store, String name) {
    int at = indexOf(store, name.getBytes(StandardCharsets.US_ASCII)) + name.length();
    int head = Byte.toUnsignedInt(store[at]);
    int bytes = head < 24 ? 0 : 1 << (head - 24);
    long value = bytes == 0 ? head : 0;
    for (int i = 1; i <= bytes; i++) {
      value = value << 8 | Byte.toUnsignedInt(store[at + i]);
    }
    return value;
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    for (int at = 0; at <= bytes.length - wanted.length; at++) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    return -1;
  }
}
