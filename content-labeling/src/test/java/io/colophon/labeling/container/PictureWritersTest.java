package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.xmp.XmpDirectory;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Tool;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresTool({"convert", "ffmpeg", "exiftool", "exempi"})
class PictureWritersTest {
  private static final String NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/";

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void write_fileOfAnotherEncoder_everyReaderFindsOneLabel(PictureCorpus sample) throws Exception {
    Path input = sample.make(directory);
    Path output = directory.resolve("out." + sample.extension());
    LabelWriter.Written written = WrittenFile.write(sample.mimeType(), input, output);
    WrittenFile found = WrittenFile.read(output);
    assertThat(found.labels).containsExactly(LabelFixtures.JSON);
    assertThat(found.carriers).containsExactly(written.carrier());
    assertThat(found.problems).isEmpty();
    assertThat(written.notes()).isEmpty();
    assertThat(Tool.run("exiftool", "-s3", "-a", "-XMP-TC260:all", output).strip())
        .isEqualTo(LabelFixtures.JSON);
    assertThat(Tool.run("exiftool", "-validate", "-s3", output)).doesNotContain("Error");
    if (sample != PictureCorpus.TIFF_BIG) {
      if (sample != PictureCorpus.WEBP_ANIMATED) {
        assertThat(Tool.run("exempi", "-x", output)).contains(NAMESPACE);
      }
      assertThat(
              ImageMetadataReader.readMetadata(output.toFile())
                  .getFirstDirectoryOfType(XmpDirectory.class)
                  .getXMPMeta()
                  .getPropertyString(NAMESPACE, "AIGC"))
          .isEqualTo(LabelFixtures.JSON);
    }
  }

  @ParameterizedTest
  @EnumSource
  void write_labelAndRoom_samplesStayAndBindingHolds(PictureCorpus sample) throws Exception {
    Path input = sample.make(directory);
    byte[] before = PictureCorpus.samples(input, directory);
    Path output = directory.resolve("out." + sample.extension());
    for (int storeBytes : new int[] {1726, 200_000}) {
      WrittenFile.write(sample.mimeType(), input, output, storeBytes);
      assertThat(PictureCorpus.samples(output, directory)).isEqualTo(before);
    }
    Path again = directory.resolve("again." + sample.extension());
    LabelWriter.Written written = WrittenFile.write(sample.mimeType(), output, again, 1800);
    assertThat(written.notes()).containsExactlyInAnyOrder("replaced-label", "removed-c2pa");
    assertThat(WrittenFile.read(again).labels).containsExactly(LabelFixtures.JSON);
    assertThat(PictureCorpus.samples(again, directory)).isEqualTo(before);
  }
}
