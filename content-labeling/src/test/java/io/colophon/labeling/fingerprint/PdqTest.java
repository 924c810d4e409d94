package io.colophon.labeling.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected codes are those of the authors' implementation (PyPI pdqhash 0.2) on these pixels. */
class PdqTest {

  @ParameterizedTest
  @CsvSource({
    "300, 200, 100, 29ffc3a0d61f8cde92f0b58bb23f66d0cca25597a93c2a6048b76e2e4d480b3c",
    "64, 64, 31, 631c1e3c71c3c3c38e3c78c3d1c38e3c38f073c3e73cce7098e3398cb39c3331",
    "97, 411, 100, b1d4a6a47de5ea1d52e22d96dae09748c8903165e2cb31ca63b7a9c9aa5319ee",
    "512, 512, 100, e3f08720f74296130cc3930fe7c6931fa6784ce0feee4ce087f84ce07fe44dc0"
  })
  void of_pictureUpTo512_isBitEqualToTheReference(int width, int height, int quality, String hash) {
    PictureCode code = code(picture(width, height));

    assertThat(code.hash().toHex()).isEqualTo(hash);
    assertThat(code.quality()).isEqualTo(quality);
  }

  @Test
  void of_oneColour_hasNoQuality() {
    BufferedImage grey = new BufferedImage(100, 100, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D brush = grey.createGraphics();
    brush.setColor(new java.awt.Color(77, 77, 77));
    brush.fillRect(0, 0, 100, 100);

    assertThat(code(grey).quality()).isZero();
    assertThat(code(grey).isTrusted()).isFalse();
  }

  @Test
  void of_fourPixels_hasNoQuality() {
    assertThat(code(picture(2, 2)).quality()).isZero();
  }

  @Test
  void of_largePicture_isThatOfItsReduction() {
    BufferedImage large = new BufferedImage(1536, 1024, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D brush = large.createGraphics();
    brush.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    brush.drawImage(picture(384, 256), 0, 0, 1536, 1024, null);
    brush.dispose();

    assertThat(code(large).hash().distance(code(picture(384, 256)).hash())).isLessThan(20);
  }

  @Test
  void fromHex_toHex_isTheSame() {
    String hex = "29ffc3a0d61f8cde92f0b58bb23f66d0cca25597a93c2a6048b76e2e4d480b3c";
    assertThat(PictureHash.fromHex(hex).toHex()).isEqualTo(hex);
    assertThat(PictureHash.fromHex(hex).distance(PictureHash.fromHex("0".repeat(64))))
        .isEqualTo(128);
  }

  static PictureCode code(BufferedImage picture) {
    return Fingerprinter.ofPicture(picture).pictures().get(0);
  }

  /** Stripes, patches and curves, by whole numbers alone. */
  static BufferedImage picture(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = (x / 32 + y / 40) % 3 == 0 ? (x * 7 + y * 3) % 256 : x * y / 64 % 256;
        int green = (x * x / 200 + y * 2) % 256;
        int blue = (x / 24 * 37 + y / 16 * 59) % 256;
        picture.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return picture;
  }
}
