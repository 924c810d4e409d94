package io.colophon.labeling.image;

import static io.colophon.labeling.Jurisdiction.CN;
import static io.colophon.labeling.Jurisdiction.EU;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.xmp.XmpDirectory;
import io.colophon.labeling.AppliedLabel;
import io.colophon.labeling.ContentVerifier;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.Verdict;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureLabelerTest {
  @TempDir Path directory;
  private Labeler labeler;

  @BeforeEach
  void setUp() {
    labeler = new Labeler(directory);
  }

  @Test
  void label_png_pixelsOutsideThePlateUnchanged() throws Exception {
    Path input = LabelFixtures.png(directory.resolve("in.png"), "noise", 320, 200);
    Path output = directory.resolve("out.png");
    labeler.label(input, "image/png", LabelFixtures.order(CN, EU), output);
    BufferedImage before = ImageIO.read(input.toFile());
    BufferedImage after = ImageIO.read(output.toFile());
    LabelMark mark = LabelMark.of(ShownLabel.of("AI生成"), 320, 200);
    int changed = 0;
    for (int y = 0; y < 200; y++) {
      for (int x = 0; x < 320; x++) {
        boolean inside =
            x >= mark.x()
                && y >= mark.y()
                && x < mark.x() + mark.width()
                && y < mark.y() + mark.height();
        if (before.getRGB(x, y) != after.getRGB(x, y)) {
          assertThat(inside).as("pixel %d,%d", x, y).isTrue();
          changed++;
        }
      }
    }
    assertThat(changed).isGreaterThan(mark.width() * mark.height() / 2);
  }

  @ParameterizedTest
  @CsvSource({"64, 64", "512, 512", "1920, 300", "333, 777", "1024, 1024", "40, 900"})
  void label_anySize_capitalIsFivePercentOfShortestSide(int width, int height) throws Exception {
    Path input = LabelFixtures.png(directory.resolve("in.png"), "black", width, height);
    Path output = directory.resolve("out.png");
    AppliedLabel applied = labeler.label(input, "image/png", LabelFixtures.order(CN), output);
    int rows = inkRowsOfFirstLetter(ImageIO.read(output.toFile()), width, height);
    assertThat((double) rows / Math.min(width, height)).isGreaterThanOrEqualTo(0.05);
    assertThat(applied.explicit().orElseThrow().heightRatio().orElseThrow())
        .isGreaterThanOrEqualTo(0.05);
  }

  /** Counts rows with bright pixels in the first group of bright columns of the plate. */
  private static int inkRowsOfFirstLetter(BufferedImage image, int width, int height) {
    LabelMark mark = LabelMark.of(ShownLabel.of("AI生成"), width, height);
    int top = Integer.MAX_VALUE;
    int bottom = -1;
    boolean started = false;
    for (int i = 0; i < mark.width(); i++) {
      boolean any = false;
      for (int j = 0; j < mark.height(); j++) {
        if ((image.getRGB(mark.x() + i, mark.y() + j) & 0xFF) > 127) {
          any = true;
          top = Math.min(top, j);
          bottom = Math.max(bottom, j);
        }
      }
      if (started && !any) {
        break;
      }
      started |= any;
    }
    return bottom - top + 1;
  }

  @ParameterizedTest
  @ValueSource(strings = {"white", "black", "noise", "stripes", "hills"})
  void paint_anyBackground_contrastHolds(String kind) {
    for (int side : new int[] {32, 64, 300}) {
      BufferedImage image = LabelFixtures.picture(kind, side, side, BufferedImage.TYPE_3BYTE_BGR);
      LabelMark mark = LabelMark.of(ShownLabel.of("AI-generated"), side, side);
      MarkPainter.paint(image.getRaster(), false, mark);
      BufferedImage plate = image.getSubimage(mark.x(), mark.y(), mark.width(), mark.height());
      if (side >= 64) {
        assertThat(MarkCheck.contrast(mark, Samples.luma(plate))).isGreaterThan(4.5);
      }
      assertThat(mark.x()).isNotNegative();
      assertThat(mark.x() + mark.width()).isLessThanOrEqualTo(side);
    }
  }

  @Test
  void contrast_pictureWithoutLabel_isTooLow() {
    for (String kind : List.of("white", "black", "noise", "stripes", "hills")) {
      BufferedImage image = LabelFixtures.picture(kind, 400, 300, BufferedImage.TYPE_3BYTE_BGR);
      LabelMark mark = LabelMark.of(ShownLabel.of("AI生成"), 400, 300);
      BufferedImage plate = image.getSubimage(mark.x(), mark.y(), mark.width(), mark.height());
      assertThat(MarkCheck.missing(mark, Samples.luma(plate))).as(kind).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_BYTE_BINARY
      })
  void label_pngOfAnyDepth_keepsDepthOrWidens(int type) throws Exception {
    Path input = directory.resolve("in.png");
    ImageIO.write(LabelFixtures.picture("hills", 200, 150, type), "png", input.toFile());
    Path output = directory.resolve("out.png");
    labeler.label(input, "image/png", LabelFixtures.order(CN), output);
    BufferedImage after = ImageIO.read(output.toFile());
    if (type == BufferedImage.TYPE_USHORT_GRAY) {
      assertThat(after.getSampleModel().getSampleSize(0)).isEqualTo(16);
    }
    assertThat(after.getColorModel().hasAlpha()).isEqualTo(type == BufferedImage.TYPE_4BYTE_ABGR);
  }

  @Test
  void label_transparentPng_plateIsOpaqueEnoughOnWhite() throws Exception {
    Path input = directory.resolve("in.png");
    ImageIO.write(
        new BufferedImage(300, 300, BufferedImage.TYPE_4BYTE_ABGR), "png", input.toFile());
    Path output = directory.resolve("out.png");
    labeler.label(input, "image/png", LabelFixtures.order(CN), output);
    LabelMark mark = LabelMark.of(ShownLabel.of("AI生成"), 300, 300);
    BufferedImage after = ImageIO.read(output.toFile());
    assertThat(after.getRGB(mark.x() + 1, mark.y() + 1) >>> 24).isBetween(177, 180);
    assertThat(after.getRGB(0, 0) >>> 24).isZero();
  }

  @Test
  void label_sameOrderTwice_sameBytes() throws Exception {
    Path input = LabelFixtures.png(directory.resolve("in.png"), "hills", 100, 100);
    Path one = directory.resolve("one.png");
    Path two = directory.resolve("two.png");
    labeler.label(input, "image/png", LabelFixtures.order(CN), one);
    labeler.label(input, "image/png", LabelFixtures.order(CN), two);
    assertThat(one).hasSameBinaryContentAs(two);
  }

  @Test
  void label_alreadyLabelled_exactlyOneLabelAfterwards() throws Exception {
    Path input = LabelFixtures.png(directory.resolve("in.png"), "hills", 100, 100);
    Path once = directory.resolve("once.png");
    Path twice = directory.resolve("twice.png");
    labeler.label(input, "image/png", LabelFixtures.order(CN), once);
    AppliedLabel applied = labeler.label(once, "image/png", LabelFixtures.order(CN), twice);
    assertThat(applied.implicit().notes()).containsExactly("replaced-label");
    Verdict verdict = new ContentVerifier().verify(twice);
    assertThat(verdict.status()).isEqualTo(Verdict.Status.LABELED);
    assertThat(verdict.layers()).hasSize(1);
  }

  @Test
  void label_jpegAndWebp_secondReaderFindsTheProperty() throws Exception {
    for (String format : List.of("jpeg", "webp", "png")) {
      Path input = directory.resolve("in." + format);
      ImageIO.write(
          LabelFixtures.picture("hills", 256, 128, BufferedImage.TYPE_3BYTE_BGR),
          format,
          input.toFile());
      Path output = directory.resolve("out." + format);
      labeler.label(input, "image/" + format, LabelFixtures.order(CN), output);
      String found =
          ImageMetadataReader.readMetadata(output.toFile())
              .getFirstDirectoryOfType(XmpDirectory.class)
              .getXMPMeta()
              .getPropertyString("http://www.tc260.org.cn/ns/AIGC/1.0/", "AIGC");
      assertThat(found).as(format).isEqualTo(LabelFixtures.JSON);
    }
  }

  @Test
  void label_imageBomb_isRefusedBeforeDecoding() throws Exception {
    Path input = LabelFixtures.png(directory.resolve("in.png"), "white", 40, 40);
    byte[] bytes = Files.readAllBytes(input);
    bytes[16] = 0x00;
    bytes[17] = 0x01;
    bytes[20] = 0x00;
    bytes[21] = 0x01;
    Files.write(input, bytes);
    assertThatThrownBy(
            () ->
                labeler.label(
                    input, "image/png", LabelFixtures.order(CN), directory.resolve("out.png")))
        .isInstanceOfSatisfying(
            LabelingException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
    assertThat(directory.resolve("out.png")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"16, 16, TOO_SMALL", "16, 400, TOO_SMALL"})
  void label_tooSmall_isRefused(int width, int height, Reason reason) throws Exception {
    Path input = LabelFixtures.png(directory.resolve("in.png"), "white", width, height);
    assertThatThrownBy(
            () ->
                labeler.label(
                    input, "image/png", LabelFixtures.order(CN), directory.resolve("out.png")))
        .isInstanceOfSatisfying(
            LabelingException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void label_truncatedOrWrongType_isRefusedAndLeavesNothing() throws Exception {
    Path input = LabelFixtures.png(directory.resolve("in.png"), "noise", 60, 60);
    byte[] bytes = Files.readAllBytes(input);
    Path cut = Files.write(directory.resolve("cut.png"), java.util.Arrays.copyOf(bytes, 900));
    Path output = directory.resolve("out.png");
    for (Path bad : List.of(cut, Files.writeString(directory.resolve("t.png"), "hello"))) {
      assertThatThrownBy(() -> labeler.label(bad, "image/png", LabelFixtures.order(CN), output))
          .isInstanceOfSatisfying(
              LabelingException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED_INPUT));
    }
    assertThatThrownBy(() -> labeler.label(input, "image/jpeg", LabelFixtures.order(CN), output))
        .hasMessageContaining("the file is image/png, expected image/jpeg");
    assertThatThrownBy(() -> labeler.label(input, "image/bmp", LabelFixtures.order(CN), output))
        .isInstanceOfSatisfying(
            LabelingException.class,
            e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_TYPE));
    try (var files = Files.list(directory)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("in.png", "cut.png", "t.png");
    }
  }
}
