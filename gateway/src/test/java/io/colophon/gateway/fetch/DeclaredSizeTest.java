package io.colophon.gateway.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sizes in headers of pictures that others wrote. */
class DeclaredSizeTest {

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif"})
  void read_pictureOfTheJdk_givesItsSize(String format) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    assertThat(ImageIO.write(new BufferedImage(123, 45, BufferedImage.TYPE_INT_RGB), format, file))
        .isTrue();

    assertThat(DeclaredSize.read(ByteBuffer.wrap(file.toByteArray())))
        .contains(new DeclaredSize(123, 45));
  }

  @Test
  void read_webpWithAlpha_givesTheCanvas() {
    // RFC 9649, 2.7: flags, three reserved bytes, width - 1 and height - 1 in 24 bits each.
    byte[] file =
        HexFormat.of()
            .parseHex("524946463000000057454250565038580A000000" + "10000000FFFF000102030000");

    assertThat(DeclaredSize.read(ByteBuffer.wrap(file)))
        .contains(new DeclaredSize(65_536, 0x030202));
  }

  @Test
  void read_otherFile_isEmpty() {
    assertThat(DeclaredSize.read(ByteBuffer.wrap(new byte[64]))).isEmpty();
  }

  @Test
  void read_jpegThatBreaksOff_isEmpty() {
    byte[] file = new byte[32];
    file[0] = (byte) 0xFF;
    file[1] = (byte) 0xD8;
    file[2] = (byte) 0xFF;
    file[3] = (byte) 0xE0;
    file[4] = (byte) 0xFF;
    file[5] = (byte) 0xFF;

    assertThat(DeclaredSize.read(ByteBuffer.wrap(file))).isEmpty();
  }

  @Test
  void pixels_beyondLong_areTheMost() {
    assertThat(new DeclaredSize(0xFFFFFFFFL, Long.MAX_VALUE).pixels()).isEqualTo(Long.MAX_VALUE);
  }
}
