package io.colophon.labeling.credentials.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.credentials.JumbfType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JumbfReaderTest {
  private static final byte[] CONTENT = Boxes.box("cbor", new byte[] {(byte) 0xA0});

  @Test
  void read_store_hasItsBoxes() throws Exception {
    byte[] store =
        Boxes.superbox("c2pa", "c2pa", Boxes.superbox("c2ma", "urn:c2pa:x", CONTENT, CONTENT));
    JumbfBox box = JumbfReader.read(store);
    assertThat(box.children()).hasSize(1);
    JumbfBox manifest = box.children().get(0);
    assertThat(manifest.label()).isEqualTo("urn:c2pa:x");
    assertThat(manifest.is(JumbfType.MANIFEST)).isTrue();
    assertThat(manifest.children()).extracting(JumbfBox::type).containsExactly("cbor", "cbor");
    assertThat(manifest.children().get(0).contents()).containsExactly(0xA0);
  }

  @Test
  void read_paddingBehindStore_isIgnored() throws Exception {
    byte[] store = Boxes.superbox("c2pa", "c2pa", CONTENT);
    assertThat(JumbfReader.read(Arrays.copyOf(store, store.length + 100)).end())
        .isEqualTo(store.length);
  }

  @Test
  void read_longSize_isFollowed() throws Exception {
    byte[] box = {0, 0, 0, 1, 'c', 'b', 'o', 'r', 0, 0, 0, 0, 0, 0, 0, 17, 42};
    JumbfBox read = JumbfReader.read(Boxes.superbox("c2pa", "c2pa", box)).children().get(0);
    assertThat(read.contents()).containsExactly(42);
  }

  @Test
  void read_sizeZero_reachesToTheEndOfTheBoxAround() throws Exception {
    byte[] box = {0, 0, 0, 0, 'c', 'b', 'o', 'r', 1, 2, 3};
    JumbfBox read = JumbfReader.read(Boxes.superbox("c2pa", "c2pa", box)).children().get(0);
    assertThat(read.contents()).containsExactly(1, 2, 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 9, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000})
  void read_sizeThatDoesNotFit_isRefused(int size) {
    byte[] box =
        ByteBuffer.allocate(8).putInt(size).put("cbor".getBytes(StandardCharsets.US_ASCII)).array();
    assertRefused(Boxes.superbox("c2pa", "c2pa", box));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 15, 18, Long.MAX_VALUE, -1, 0x1_0000_0011L})
  void read_longSizeThatDoesNotFit_isRefused(long size) {
    byte[] box =
        ByteBuffer.allocate(17)
            .putInt(1)
            .put("cbor".getBytes(StandardCharsets.US_ASCII))
            .putLong(size)
            .array();
    assertRefused(Boxes.superbox("c2pa", "c2pa", box));
  }

  @Test
  void read_boxesInBoxes_endsAtItsLimit() {
    byte[] box = CONTENT;
    for (int i = 0; i < 1000; i++) {
      box = Boxes.superbox("c2pa", "c2pa", box);
    }
    assertRefused(box);
  }

  @Test
  void read_manyBoxes_endsAtItsLimit() {
    byte[][] boxes = new byte[100_000][];
    Arrays.fill(boxes, Boxes.box("free"));
    assertRefused(Boxes.superbox("c2pa", "c2pa", boxes));
  }

  @Test
  void read_notAStore_isRefused() {
    assertRefused(new byte[0]);
    assertRefused(new byte[7]);
    assertRefused(CONTENT);
    assertRefused(Boxes.superbox("c2ma", "c2pa", CONTENT));
    assertRefused(Boxes.superbox("c2pa", "other", CONTENT));
    assertRefused(Boxes.box("jumb", CONTENT));
    assertRefused(Boxes.box("jumb", Boxes.box("jumd")));
    assertRefused(Boxes.superbox("c2pa", "c".repeat(2000)));
  }

  private static void assertRefused(byte[] store) {
    assertThatThrownBy(() -> JumbfReader.read(store))
        .isInstanceOf(StoreException.class)
        .satisfies(e -> assertThat(((StoreException) e).code()).isEqualTo("general.error"));
  }
}
