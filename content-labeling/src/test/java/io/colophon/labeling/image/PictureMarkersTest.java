package io.colophon.labeling.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.OcrLabel;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.ShownLabel.Corner;
import io.colophon.labeling.ShownLabel.Style;
import io.colophon.labeling.Tool;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.MediaMarker.Marked;
import io.colophon.labeling.container.PictureCorpus;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.watermark.Watermarks;
import io.colophon.provider.testkit.RequiresTool;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@RequiresTool({"convert", "ffmpeg", "exiftool"})
class PictureMarkersTest {
  private static final long PAYLOAD = 0x5AC3_5AC3_5AC3_5AC3L;
  private static final Set<PictureCorpus> REFUSED =
      Set.of(PictureCorpus.PNG_ANIMATED, PictureCorpus.WEBP_ANIMATED, PictureCorpus.TIFF_BIG);

  @TempDir Path directory;

  private static ShownLabel shown(Style style, Corner corner) {
    ShownLabel usual = ShownLabel.of(ShownLabel.CHINESE);
    return new ShownLabel(
        usual.words(), style, corner, usual.textPlace(), false, usual.cue(), usual.soundPlace());
  }

  private static MediaMarker marker(String mimeType) {
    return PictureMarkers.all(new CellWatermark()).stream()
        .filter(marker -> marker.mimeTypes().contains(mimeType))
        .findFirst()
        .orElseThrow();
  }

  private Marked mark(
      String mimeType, Path input, Optional<ShownLabel> shown, OptionalLong watermark, Path output)
      throws Exception {
    try (Scratch scratch = new Scratch(directory)) {
      Files.deleteIfExists(output);
      Files.createFile(output);
      return marker(mimeType).mark(input, mimeType, shown, watermark, output, scratch);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"AVIF", "AVIF_FFMPEG", "HEIC"})
  void mark_fileOfAnotherEncoder_labelAndWatermarkAreFoundAgain(PictureCorpus sample)
      throws Exception {
    Path input = sample.make(directory);
    Path output = directory.resolve("out." + sample.extension());
    Optional<ShownLabel> shown = Optional.of(shown(Style.EU_ICON, Corner.TOP_RIGHT));
    if (REFUSED.contains(sample)) {
      assertThatThrownBy(
              () -> mark(sample.mimeType(), input, shown, OptionalLong.of(PAYLOAD), output))
          .isInstanceOfSatisfying(
              LabelingException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_VARIANT));
      return;
    }
    Marked marked = mark(sample.mimeType(), input, shown, OptionalLong.of(PAYLOAD), output);
    MediaMarker marker = marker(sample.mimeType());
    assertThat(marker.missing(output, sample.mimeType(), marked)).isEmpty();
    assertThat(marked.explicit().orElseThrow().kind()).isEqualTo("drawn-icon");
    assertThat(marked.explicit().orElseThrow().place()).isEqualTo("top-right");
    if (sample == PictureCorpus.PNG_ALPHA || sample == PictureCorpus.WEBP_ALPHA) {
      assertThat(marked.watermark()).isEmpty();
      assertThat(marked.notes()).containsExactly("no-room-for-watermark");
    } else if (marker.watermarks()) {
      assertThat(marked.watermark()).hasValue(PAYLOAD);
      assertThat(marked.notes()).isEmpty();
    } else {
      assertThat(marked.notes()).containsExactly("no-room-for-watermark");
    }
    assertThat(marker.missing(input, sample.mimeType(), marked)).isPresent();
    assertThat(Tool.run("identify", output)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "PNG_RGB",
        "PNG_ALPHA",
        "PNG_ONE_BIT",
        "PNG_PALETTE",
        "PNG_INTERLACED",
        "WEBP_LOSSLESS",
        "GIF",
        "GIF_87A",
        "GIF_ANIMATED",
        "TIFF",
        "TIFF_BIG_ENDIAN",
        "TIFF_PAGES",
        "PNG_GREY16",
        "TIFF_DEEP",
        "GIF_TRANSPARENT"
      })
  void mark_losslessFormat_samplesOutsideThePlateStay(PictureCorpus sample) throws Exception {
    Path input = sample.make(directory);
    byte[] before = PictureCorpus.samples(input, directory);
    Path output = directory.resolve("out." + sample.extension());
    Marked marked =
        mark(
            sample.mimeType(),
            input,
            Optional.of(shown(Style.WORDS, Corner.BOTTOM_LEFT)),
            OptionalLong.empty(),
            output);
    assertThat(marker(sample.mimeType()).missing(output, sample.mimeType(), marked)).isEmpty();
    byte[] after = PictureCorpus.samples(output, directory);
    assertThat(after).hasSameSizeAs(before);
    BufferedImage picture = PicturePixels.read(output, sample.mimeType());
    int width = picture.getWidth();
    int height = picture.getHeight();
    LabelMark mark = LabelMark.of(shown(Style.WORDS, Corner.BOTTOM_LEFT), width, height);
    int changed = 0;
    for (int i = 0; i < before.length; i += 8) {
      int x = i / 8 % width;
      int y = i / 8 / width % height;
      boolean inside =
          x >= mark.x()
              && x < mark.x() + mark.width()
              && y >= mark.y()
              && y < mark.y() + mark.height();
      boolean unseen = before[i + 6] == 0 && after[i + 6] == 0;
      boolean same = unseen || Arrays.equals(before, i, i + 8, after, i, i + 8);
      assertThat(same || inside).as("frame %d, %d,%d", i / 8 / width / height, x, y).isTrue();
      changed += same ? 0 : 1;
    }
    assertThat(changed).isGreaterThan(mark.width() * mark.height() / 2);
  }

  @ParameterizedTest
  @CsvSource({"jpg, image/jpeg", "png, image/png", "webp, image/webp", "tif, image/tiff"})
  void mark_describedPicture_descriptionIsKeptAndManifestDropped(String extension, String type)
      throws Exception {
    Path input = directory.resolve("in." + extension);
    Tool.run("convert", "-size", "200x120", "plasma:", "-strip", input);
    Tool.run(
        "exiftool",
        "-overwrite_original",
        "-XMP-dc:Title=Kept title",
        "-EXIF:Artist=Somebody",
        "-EXIF:UserComment=a remark",
        "-XMP-dc:Rights=all",
        input);
    Path output = directory.resolve("out." + extension);
    mark(
        type,
        input,
        Optional.of(shown(Style.WORDS, Corner.TOP_LEFT)),
        OptionalLong.empty(),
        output);
    assertThat(
            Tool.run(
                    "exiftool", "-s3", "-XMP-dc:Title", "-EXIF:Artist", "-EXIF:UserComment", output)
                .lines())
        .containsExactly("Kept title", "Somebody", "a remark");
    assertThat(Tool.run("exiftool", "-validate", "-s3", output)).doesNotContain("Error");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  @RequiresTool("tesseract")
  void mark_pictureThatViewersTurn_wordsAreUprightInTheViewedCorner(int orientation)
      throws Exception {
    Path input = directory.resolve("in.jpg");
    Tool.run("convert", "-size", "400x240", "plasma:", "-strip", input);
    Tool.run("exiftool", "-overwrite_original", "-n", "-EXIF:Orientation=" + orientation, input);
    Path output = directory.resolve("out.jpg");
    ShownLabel shown = shown(Style.WORDS, Corner.BOTTOM_RIGHT);
    Marked marked = mark("image/jpeg", input, Optional.of(shown), OptionalLong.of(PAYLOAD), output);
    assertThat(marker("image/jpeg").missing(output, "image/jpeg", marked)).isEmpty();
    Path viewed = directory.resolve("viewed.png");
    Tool.run("convert", output, "-auto-orient", viewed);
    BufferedImage picture = javax.imageio.ImageIO.read(viewed.toFile());
    assertThat(picture.getWidth()).isEqualTo(orientation < 5 ? 400 : 240);
    LabelMark mark = LabelMark.of(shown, picture.getWidth(), picture.getHeight());
    assertThat(
            OcrLabel.read(
                picture.getSubimage(mark.x(), mark.y(), mark.width(), mark.height()),
                mark.capPixels(),
                directory))
        .containsPattern("A[Il1|]生成");
    BufferedImage read = PicturePixels.read(output, "image/jpeg");
    assertThat(new CellWatermark().detect(PicturePixels.luma(read)).orElseThrow().payload())
        .isEqualTo(PAYLOAD);
  }

  @ParameterizedTest
  @CsvSource({
    "png24, white",
    "png24, black",
    "png24, plasma:",
    "png32, none",
    "gif, plasma:",
    "gif, white",
    "gif, black",
    "jpg, pattern:checkerboard"
  })
  @RequiresTool("tesseract")
  void mark_anyPicture_ocrReadsIconAndWords(String format, String background) throws Exception {
    Path input = directory.resolve("in." + format);
    String source = background.contains(":") ? background : "xc:" + background;
    Tool.run("convert", "-size", "420x300", source, format + ":" + input);
    String type =
        format.startsWith("png") ? "image/png" : format.equals("gif") ? "image/gif" : "image/jpeg";
    Path output = directory.resolve("out." + format);
    ShownLabel shown = shown(Style.EU_ICON, Corner.TOP_RIGHT);
    mark(type, input, Optional.of(shown), OptionalLong.empty(), output);
    LabelMark mark = LabelMark.of(shown, 420, 300);
    BufferedImage seen = PicturePixels.read(output, type);
    BufferedImage plate =
        new BufferedImage(mark.width(), mark.height(), BufferedImage.TYPE_INT_RGB);
    plate.createGraphics().drawImage(seen, -mark.x(), -mark.y(), java.awt.Color.WHITE, null);
    assertThat(OcrLabel.read(plate, mark.capPixels(), directory)).containsPattern("A[Il1|]生成");
    assertThat(mark.heightRatio()).isGreaterThanOrEqualTo(0.05);
  }

  @Test
  void mark_watermarkAloneOnTinyPicture_noteInsteadOfMark() throws Exception {
    Path input = directory.resolve("in.png");
    Tool.run("convert", "-size", "40x30", "plasma:", input);
    Path output = directory.resolve("out.png");
    Marked marked = mark("image/png", input, Optional.empty(), OptionalLong.of(PAYLOAD), output);
    assertThat(marked.watermark()).isEmpty();
    assertThat(marked.notes()).containsExactly("no-room-for-watermark");
    assertThat(marker("image/png").missing(output, "image/png", marked)).isEmpty();
  }

  @Test
  void mark_sixteenBits_watermarkUsesThemAndFullPaletteGifKeepsContrast() throws Exception {
    Path input = directory.resolve("in.png");
    Tool.run("convert", "-size", "200x160", "gradient:", "-depth", "16", "png48:" + input);
    Path output = directory.resolve("out.png");
    Marked marked = mark("image/png", input, Optional.empty(), OptionalLong.of(PAYLOAD), output);
    assertThat(Tool.run("identify", "-format", "%z", output)).isEqualTo("16");
    assertThat(marker("image/png").missing(output, "image/png", marked)).isEmpty();
    Path gif = directory.resolve("in.gif");
    Tool.run("convert", "-size", "300x200", "plasma:", "-colors", "256", gif);
    Path drawn = directory.resolve("out.gif");
    Marked words =
        mark(
            "image/gif",
            gif,
            Optional.of(shown(Style.WORDS, Corner.TOP_LEFT)),
            OptionalLong.empty(),
            drawn);
    assertThat(marker("image/gif").missing(drawn, "image/gif", words)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"png, image/png", "jpg, image/jpeg", "webp, image/webp", "tif, image/tiff"})
  void mark_realWatermark_foundInThePictureThatPeopleSee(String extension, String type)
      throws Exception {
    Path input = directory.resolve("in." + extension);
    Tool.run("convert", "-size", "640x480", "-seed", "3", "plasma:", "-depth", "8", input);
    Path output = directory.resolve("out." + extension);
    Files.createFile(output);
    MediaMarker marker =
        PictureMarkers.all(Watermarks.picture()).stream()
            .filter(each -> each.mimeTypes().contains(type))
            .findFirst()
            .orElseThrow();
    try (Scratch scratch = new Scratch(directory)) {
      ShownLabel shown = shown(Style.WORDS, Corner.BOTTOM_RIGHT);
      Marked marked =
          marker.mark(input, type, Optional.of(shown), OptionalLong.of(PAYLOAD), output, scratch);
      assertThat(marker.missing(output, type, marked)).isEmpty();
    }
    Path copy = directory.resolve("copy.jpg");
    Tool.run("convert", output, "-quality", "75", copy);
    BufferedImage seen = PicturePixels.read(copy, "image/jpeg");
    assertThat(Watermarks.picture().detect(PicturePixels.luma(seen)).orElseThrow().payload())
        .isEqualTo(PAYLOAD);
  }
}
