package io.colophon.labeling.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.WatermarkLabel;
import io.colophon.labeling.fingerprint.CopyMatch.Kind;
import io.colophon.labeling.fingerprint.Fingerprinter;
import io.colophon.labeling.fingerprint.Fingerprints;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty pictures went out as PNG; somebody hands in a copy that lost everything but its looks. */
class FoundCopyTest {
  @TempDir Path root;
  private ProvenanceLog log;

  @BeforeEach
  void write() throws IOException {
    log = ProvenanceLog.open(root.resolve("log"), Samples.options(root));
    for (int i = 0; i < 20; i++) {
      log.append(marked(i, Fingerprinter.of(file(i, "png"), "image/png"))).join();
    }
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  @Test
  void findCopies_strippedJpeg_isFoundByItsLooks() throws IOException {
    Fingerprints copy = Fingerprinter.of(file(13, "jpeg"), "image/jpeg");

    List<FoundCopy> found = log.findCopies(Samples.sha256("copy"), copy, OptionalLong.empty());

    assertThat(found).hasSize(1);
    assertThat(found.get(0).entry().index()).isEqualTo(13);
    assertThat(found.get(0).kind()).isEqualTo(Kind.PICTURE);
    assertThat(found.get(0).difference()).isLessThanOrEqualTo(31);
  }

  @Test
  void findCopies_samePixelsOtherBytes_isFoundByItsSamples() throws IOException {
    Fingerprints copy = Fingerprinter.of(file(4, "png"), "image/png");

    assertThat(log.findCopies(Samples.sha256("copy"), copy, OptionalLong.empty()))
        .extracting(found -> found.entry().index(), FoundCopy::kind)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(4L, Kind.SAMPLES));
  }

  @Test
  void findCopies_sameBytes_isFoundFirst() throws IOException {
    assertThat(log.findCopies(Samples.sha256("out 7"), Fingerprints.none(), OptionalLong.empty()))
        .extracting(FoundCopy::kind)
        .containsExactly(Kind.BYTES);
  }

  @Test
  void findCopies_markOfACroppedCopy_isFound() throws IOException {
    assertThat(log.findCopies(Samples.sha256("copy"), Fingerprints.none(), OptionalLong.of(109)))
        .extracting(found -> found.entry().index(), FoundCopy::kind)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(9L, Kind.WATERMARK));
  }

  @Test
  void findCopies_pictureOfSomebodyElse_isNotFound() throws IOException {
    Fingerprints other = Fingerprinter.of(file(777, "png"), "image/png");

    assertThat(log.findCopies(Samples.sha256("copy"), other, OptionalLong.of(5))).isEmpty();
  }

  @Test
  void findCopies_inAReaderAndAfterReopening_isTheSame() throws IOException {
    Fingerprints copy = Fingerprinter.of(file(13, "jpeg"), "image/jpeg");
    try (ProvenanceReader reader = ProvenanceLog.openReadOnly(root.resolve("log"))) {
      assertThat(reader.findCopies(Samples.sha256("x"), copy, OptionalLong.empty())).hasSize(1);
    }
    log.close();
    log = ProvenanceLog.open(root.resolve("log"), Samples.options(root));

    assertThat(log.findCopies(Samples.sha256("x"), copy, OptionalLong.empty())).hasSize(1);
  }

  private static ProvenanceRecord marked(int i, Fingerprints prints) {
    ProvenanceRecord record = Samples.printed(i, prints);
    ProvenanceRecord.Labels labels = record.labels();
    return new ProvenanceRecord(
        record.time(),
        record.tenant(),
        record.generationId(),
        record.outputIndex(),
        record.origin(),
        record.output(),
        new ProvenanceRecord.Labels(
            labels.produceId(),
            labels.jurisdictions(),
            labels.policyVersion(),
            labels.explicit(),
            labels.implicit(),
            Optional.empty(),
            Optional.of(new WatermarkLabel("test", 100 + i)),
            List.of(),
            labels.readback()),
        record.fingerprints(),
        Optional.empty(),
        Optional.empty());
  }

  private Path file(int seed, String format) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage picture = new BufferedImage(320, 240, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D brush = picture.createGraphics();
    for (int i = 0; i < 40; i++) {
      brush.setColor(new Color(random.nextInt(1 << 24)));
      brush.fillOval(
          random.nextInt(320) - 40,
          random.nextInt(240) - 40,
          random.nextInt(120) + 10,
          random.nextInt(120) + 10);
    }
    brush.dispose();
    Path file = root.resolve(seed + "." + format);
    ImageIO.write(picture, format, file.toFile());
    return file;
  }
}
