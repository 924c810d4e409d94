package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.container.MalformedMediaException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Wrapper of C2PA 2.4, A.8 (C2-7). The vector is that of the public test vectors for texts. */
class TextWrapperTest {
  private static final byte[] STORE = HexFormat.of().parseHex("DEADBEEF");
  private static final String GOLDEN =
      "68656c6c6f20776f726c64"
          + "efbbbf"
          + "f3a084b3f3a084a2f3a08580f3a084b1f3a08584f3a08588f3a08584efb880"
          + "efb881"
          + "efb880efb880efb880efb884"
          + "f3a0878ef3a0869df3a086aef3a0879f";

  @Test
  void encode_goldenVector_isThoseBytes() {
    String text = "hello world" + TextWrapper.encode(STORE);
    assertThat(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(GOLDEN);
  }

  @Test
  void find_goldenVector_givesStoreAndPlace() throws Exception {
    String text = new String(HexFormat.of().parseHex(GOLDEN), StandardCharsets.UTF_8);
    TextWrapper.Found found = TextWrapper.find(text).orElseThrow();
    assertThat(found.store()).isEqualTo(STORE);
    assertThat(found.from()).isEqualTo(11);
    assertThat(found.to()).isEqualTo(text.length());
    assertThat(TextWrapper.strip(text)).isEqualTo("hello world");
  }

  @Test
  void find_everyByte_comesBackAlsoAfterNormalising() throws Exception {
    byte[] store = new byte[1024];
    new Random(1).nextBytes(store);
    for (int i = 0; i < 256; i++) {
      store[i] = (byte) i;
    }
    String text = Normalizer.normalize("café" + TextWrapper.encode(store), Normalizer.Form.NFC);
    assertThat(TextWrapper.find(text).orElseThrow().store()).isEqualTo(store);
  }

  @Test
  void find_trailingJunk_isLeftToTheText() throws Exception {
    String wrapper = TextWrapper.encode(STORE);
    String text = "a" + wrapper + "\uFE00\uFE0F more";
    TextWrapper.Found found = TextWrapper.find(text).orElseThrow();
    assertThat(found.store()).isEqualTo(STORE);
    assertThat(TextWrapper.strip(text)).isEqualTo("a\uFE00\uFE0F more");
  }

  @Test
  void find_twoWrappers_isAnError() {
    String wrapper = TextWrapper.encode(STORE);
    assertThatThrownBy(() -> TextWrapper.find("a" + wrapper + "b" + wrapper))
        .isInstanceOfSatisfying(
            MalformedMediaException.class,
            e -> assertThat(e.code()).isEqualTo("manifest.text.multipleWrappers"));
  }

  @Test
  void find_cutOff_isAnError() {
    String wrapper = TextWrapper.encode(STORE);
    for (int end = 17; end < wrapper.length(); end += 2) {
      String cut = wrapper.substring(0, end);
      assertThatThrownBy(() -> TextWrapper.find("a" + cut + "b"))
          .isInstanceOfSatisfying(
              MalformedMediaException.class,
              e -> assertThat(e.code()).isEqualTo("manifest.text.corruptedWrapper"));
    }
  }

  @Test
  void find_lengthOfGigabytes_isAnErrorAtOnce() {
    String wrapper = TextWrapper.encode(STORE);
    int length = wrapper.indexOf('\uFE01') + 1;
    String hostile =
        wrapper.substring(0, length)
            + Character.toString(0xE01EF - 128)
            + wrapper.substring(length + 1);
    assertThatThrownBy(() -> TextWrapper.find(hostile)).isInstanceOf(MalformedMediaException.class);
  }

  @Test
  void find_ordinaryText_isWithout() throws Exception {
    assertThat(TextWrapper.find("")).isEmpty();
    assertThat(TextWrapper.find("\uFEFFa text with a mark, \u2764\uFE0F and more\uFEFF")).isEmpty();
  }

  @Test
  void utf8Bytes_ofWrapper_areThoseWritten() {
    byte[] store = HexFormat.of().parseHex("00010F10FF");
    assertThat(TextWrapper.encode(store).getBytes(StandardCharsets.UTF_8))
        .hasSize(TextWrapper.utf8Bytes(5, TextWrapper.lowBytes(store)));
  }
}
