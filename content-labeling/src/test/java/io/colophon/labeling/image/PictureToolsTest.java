package io.colophon.labeling.image;

import static io.colophon.labeling.Jurisdiction.CN;
import static io.colophon.labeling.Jurisdiction.EU;
import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.ContentVerifier;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.OcrLabel;
import io.colophon.labeling.ShownLabel;
import io.colophon.labeling.Tool;
import io.colophon.labeling.Verdict;
import io.colophon.provider.testkit.RequiresTool;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures made and judged by programs that are not ours. */
class PictureToolsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "png,  image/png,  -pix_fmt rgb24",
    "png,  image/png,  -pix_fmt rgba64be",
    "png,  image/png,  -pix_fmt pal8",
    "jpg,  image/jpeg, -pix_fmt yuvj444p",
    "jpg,  image/jpeg, -pix_fmt gray",
    "webp, image/webp, -lossless 0",
    "webp, image/webp, -lossless 1"
  })
  @RequiresTool({"ffmpeg", "exiftool"})
  void label_filesOfAnotherEncoder_exiftoolReadsOneLabel(
      String extension, String mimeType, String options) throws Exception {
    Path input = directory.resolve("in." + extension);
    String[] option = options.split(" ");
    Tool.ffmpeg(
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=200x120:d=1",
        "-frames:v",
        "1",
        option[0],
        option[1],
        input);
    Path output = directory.resolve("out." + extension);
    new Labeler(directory).label(input, mimeType, LabelFixtures.order(CN, EU), output);
    assertThat(Tool.run("exiftool", "-s", "-s", "-s", "-a", "-XMP-TC260:all", output).strip())
        .isEqualTo(LabelFixtures.JSON);
    assertThat(Tool.run("exiftool", "-s3", "-XMP-iptcExt:DigitalSourceType", output).strip())
        .isEqualTo("http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
    assertThat(Tool.run("exiftool", "-validate", "-s3", output)).doesNotContain("Error");
  }

  @Test
  @RequiresTool({"exiftool"})
  void label_inputWithOtherMetadata_isMergedAndVendorLabelReplaced() throws Exception {
    Path input = LabelFixtures.png(directory.resolve("in.png"), "hills", 200, 120);
    Tool.run(
        "exiftool",
        "-overwrite_original",
        "-XMP-dc:Title=Kept title",
        "-EXIF:Artist=Somebody",
        input);
    Path labelled = directory.resolve("labelled.png");
    new Labeler(directory).label(input, "image/png", LabelFixtures.order(CN), labelled);
    assertThat(Tool.run("exiftool", "-s3", "-XMP-dc:Title", labelled).strip())
        .isEqualTo("Kept title");
    assertThat(Tool.run("exiftool", "-s3", "-EXIF:Artist", labelled).strip()).isEqualTo("Somebody");
    assertThat(Tool.run("exiftool", "-s3", "-XMP-TC260:all", labelled).strip())
        .isEqualTo(LabelFixtures.JSON);
  }

  @Test
  @RequiresTool({"exiftool"})
  void verify_labelInExifComment_isReadAndReplacedOnLabelling() throws Exception {
    Path input = directory.resolve("in.jpg");
    ImageIO.write(
        LabelFixtures.picture("hills", 128, 128, java.awt.image.BufferedImage.TYPE_3BYTE_BGR),
        "jpeg",
        input.toFile());
    Tool.run(
        "exiftool",
        "-overwrite_original",
        "-EXIF:UserComment={\"AIGC\":" + LabelFixtures.JSON + "}",
        input);
    Verdict found = new ContentVerifier().verify(input);
    assertThat(found.layers()).hasSize(1);
    assertThat(found.layers().get(0).carrier()).isEqualTo("jpeg-exif-comment");
    assertThat(found.status()).isEqualTo(Verdict.Status.LABELED);
    Path output = directory.resolve("out.jpg");
    var applied =
        new Labeler(directory).label(input, "image/jpeg", LabelFixtures.order(CN), output);
    assertThat(applied.implicit().notes()).containsExactly("replaced-label");
    assertThat(new ContentVerifier().verify(output).layers()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "png,  64, 64, hills",
    "png,  512, 512, noise",
    "png,  1920, 300, stripes",
    "jpeg, 400, 700, white",
    "webp, 300, 300, noise"
  })
  @RequiresTool({"tesseract"})
  void label_anyPicture_ocrReadsTheWords(String format, int width, int height, String kind)
      throws Exception {
    Path input = directory.resolve("in." + format);
    ImageIO.write(
        LabelFixtures.picture(kind, width, height, java.awt.image.BufferedImage.TYPE_3BYTE_BGR),
        format,
        input.toFile());
    Path output = directory.resolve("out." + format);
    new Labeler(directory).label(input, "image/" + format, LabelFixtures.order(CN, EU), output);
    LabelMark mark = LabelMark.of(ShownLabel.of("AI生成"), width, height);
    assertThat(
            OcrLabel.read(
                ImageIO.read(output.toFile())
                    .getSubimage(mark.x(), mark.y(), mark.width(), mark.height()),
                mark.capPixels(),
                directory))
        .containsPattern("A[Il1|]生成");
  }

  @Test
  @RequiresTool({"java"})
  void label_machineWithoutFonts_works() throws Exception {
    LabelFixtures.png(directory.resolve("in.png"), "hills", 200, 200);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "-cp",
            classPath(),
            "-Dsun.awt.fontconfig=" + directory.resolve("no-such-file"),
            WithoutFonts.class.getName(),
            directory.toString());
    builder.environment().put("FONTCONFIG_FILE", "/dev/null");
    builder.environment().put("FONTCONFIG_PATH", directory.toString());
    Process process = builder.redirectErrorStream(true).start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(new ContentVerifier().verify(directory.resolve("out.png")).status())
        .isEqualTo(Verdict.Status.LABELED);
  }

  /** The class path of this test, whoever loads it. */
  private static String classPath() throws Exception {
    if (!(WithoutFonts.class.getClassLoader() instanceof URLClassLoader loader)) {
      return System.getProperty("java.class.path");
    }
    List<String> entries = new ArrayList<>();
    for (URL url : loader.getURLs()) {
      entries.add(Path.of(url.toURI()).toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  /** Labels a picture in a process of its own and fails if fonts were touched. */
  static final class WithoutFonts {
    public static void main(String[] arguments) throws Exception {
      Path directory = Path.of(arguments[0]);
      new Labeler(directory)
          .label(
              directory.resolve("in.png"),
              "image/png",
              LabelFixtures.order(CN),
              directory.resolve("out.png"));
      if (java.nio.file.Files.readString(Path.of("/proc/self/maps")).contains("libfontmanager")) {
        throw new IllegalStateException("the font library was loaded");
      }
    }
  }
}
