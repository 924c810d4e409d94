package io.colophon.labeling.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.Verdict;
import io.colophon.labeling.container.XmpPacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the places of labels: JSON and XMP that others wrote. */
class LabelFuzzTest {
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

  @TempDir static Path directory;

  @FuzzTest(maxDuration = "60s")
  void aigc(byte[] bytes) throws IOException {
    Verdict verdict = new StrangeFile(directory).read(png("tEXt", "AIGC\0", bytes));
    assertThat(verdict.layers()).hasSizeLessThanOrEqualTo(1);
  }

  @FuzzTest(maxDuration = "60s")
  void xmp(byte[] bytes) throws IOException {
    StrangeFile file = new StrangeFile(directory);
    Verdict verdict = file.read(png("iTXt", "XML:com.adobe.xmp\0\0\0\0\0", bytes));
    assertThat(verdict.status()).isNotEqualTo(Verdict.Status.UNREADABLE);
    LabelOrder order = LabelFixtures.order(Jurisdiction.CN);
    AigcLabel label = AigcLabel.generated(order);
    List<String> notes = new ArrayList<>();
    byte[] merged =
        Limits.within(() -> XmpPacket.labelled(Optional.of(bytes), label, order, notes));
    assertThat(merged).hasSizeLessThan(1 << 21);
    Verdict again = file.read(png("iTXt", "XML:com.adobe.xmp\0\0\0\0\0", merged));
    assertThat(again.status()).as("%s %s", notes, again).isEqualTo(Verdict.Status.LABELED);
    assertThat(again.layers()).hasSize(1);
    assertThat(again.layers().get(0).fields()).contains(label);
  }

  private static byte[] png(String type, String head, byte[] content) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(PNG);
    file.writeBytes(chunk("IHDR", new byte[] {0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0}));
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
    data.writeBytes(content);
    file.writeBytes(chunk(type, data.toByteArray()));
    file.writeBytes(chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    return ByteBuffer.allocate(12 + data.length)
        .putInt(data.length)
        .put(name)
        .put(data)
        .putInt((int) crc.getValue())
        .array();
  }
}
