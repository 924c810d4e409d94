package io.colophon.labeling.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.xmp.XmpDirectory;
import io.colophon.labeling.LabelFixtures;
import io.colophon.labeling.Tool;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresTool({"convert", "ffmpeg", "exiftool", "exempi", "pngcheck"})
class PictureWritersTest {
  private static final String NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/";

  /** The library does not know BigTIFF, animated WebP, or anything of HEIF. */
  private static final Set<PictureCorpus> UNKNOWN_TO_EXEMPI =
      EnumSet.of(
          PictureCorpus.TIFF_BIG,
          PictureCorpus.WEBP_ANIMATED,
          PictureCorpus.AVIF,
          PictureCorpus.AVIF_FFMPEG,
          PictureCorpus.HEIC);

  private static final Set<PictureCorpus> UNKNOWN_TO_METADATA_EXTRACTOR =
      EnumSet.of(
          PictureCorpus.TIFF_BIG,
          PictureCorpus.AVIF,
          PictureCorpus.AVIF_FFMPEG,
          PictureCorpus.HEIC);

  @TempDir static Path directory;

  private static final Map<PictureCorpus, Path> INPUTS = new EnumMap<>(PictureCorpus.class);
  private static final Map<PictureCorpus, Path> OUTPUTS = new EnumMap<>(PictureCorpus.class);

  @BeforeAll
  static void write() throws Exception {
    for (PictureCorpus sample : PictureCorpus.values()) {
      Path input = sample.make(directory);
      Path output = directory.resolve(sample + "-out." + sample.extension());
      LabelWriter.Written written = WrittenFile.write(sample.mimeType(), input, output);
      assertThat(written.notes()).as(sample.name()).isEmpty();
      INPUTS.put(sample, input);
      OUTPUTS.put(sample, output);
    }
  }

  @Test
  void write_fileOfAnotherEncoder_otherReadersFindOneLabel() throws Exception {
    List<Object> command = new ArrayList<>(List.of("exiftool", "-s3", "-a", "-q", "-q"));
    command.addAll(List.of("-p", "$XMP-TC260:Aigc|$XMP-iptcExt:DigitalSourceType"));
    command.addAll(OUTPUTS.values());
    String source = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
    assertThat(Tool.run(command.toArray()).lines())
        .hasSize(OUTPUTS.size())
        .containsOnly(LabelFixtures.JSON + "|" + source);
    List<Object> validation =
        new ArrayList<>(List.of("exiftool", "-validate", "-Error", "-q", "-q"));
    validation.addAll(OUTPUTS.values());
    assertThat(Tool.run(validation.toArray())).doesNotContain("Error");
    for (Map.Entry<PictureCorpus, Path> output : OUTPUTS.entrySet()) {
      if (!UNKNOWN_TO_EXEMPI.contains(output.getKey())) {
        assertThat(Tool.run("exempi", "-x", output.getValue()))
            .as(output.getKey().name())
            .contains(NAMESPACE);
      }
      if (output.getKey().mimeType().equals("image/png")) {
        assertThat(Tool.run("pngcheck", "-q", output.getValue())).isEmpty();
      }
      if (!UNKNOWN_TO_METADATA_EXTRACTOR.contains(output.getKey())) {
        assertThat(
                ImageMetadataReader.readMetadata(output.getValue().toFile())
                    .getFirstDirectoryOfType(XmpDirectory.class)
                    .getXMPMeta()
                    .getPropertyString(NAMESPACE, "AIGC"))
            .as(output.getKey().name())
            .isEqualTo(LabelFixtures.JSON);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void write_labelAndRoom_samplesStayAndBindingHolds(PictureCorpus sample) throws Exception {
    byte[] before = PictureCorpus.samples(INPUTS.get(sample), directory);
    WrittenFile found = WrittenFile.read(OUTPUTS.get(sample));
    assertThat(found.labels).containsExactly(LabelFixtures.JSON);
    assertThat(found.problems).isEmpty();
    Path output = directory.resolve("out." + sample.extension());
    WrittenFile.write(sample.mimeType(), INPUTS.get(sample), output, 200_000);
    assertThat(PictureCorpus.samples(output, directory)).isEqualTo(before);
    Path again = directory.resolve("again." + sample.extension());
    LabelWriter.Written written = WrittenFile.write(sample.mimeType(), output, again, 1726);
    assertThat(written.notes()).containsExactlyInAnyOrder("replaced-label", "removed-c2pa");
    assertThat(WrittenFile.read(again).labels).containsExactly(LabelFixtures.JSON);
    assertThat(PictureCorpus.samples(again, directory)).isEqualTo(before);
    Files.delete(again);
  }
}
