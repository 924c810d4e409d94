package io.colophon.labeling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelerTest {
  @TempDir Path directory;

  @Test
  void canLabel_parametersAndCase_areIgnored() {
    Labeler labeler = new Labeler(directory);
    assertThat(labeler.canLabel("Image/PNG; charset=binary")).isTrue();
    assertThat(labeler.canLabel("image/bmp")).isFalse();
    assertThat(labeler.canLabel("")).isFalse();
    assertThat(labeler.mimeTypes())
        .contains(
            "image/png",
            "image/jpeg",
            "image/webp",
            "audio/wav",
            "audio/mpeg",
            "audio/flac",
            "audio/ogg",
            "audio/mp4",
            "audio/midi",
            "video/mp4",
            "video/webm");
  }

  @Test
  void sidecar_order_isTheLabelOfTheFile() {
    assertThat(new Labeler(directory).sidecar(LabelFixtures.order(Jurisdiction.CN)).toJson())
        .isEqualTo(LabelFixtures.JSON);
  }

  @Test
  void label_manyAtOnce_eachGetsItsOwnId() throws Exception {
    Path input = LabelFixtures.png(directory.resolve("in.png"), "hills", 120, 90);
    Path scratch = Files.createDirectory(directory.resolve("scratch"));
    Labeler labeler = new Labeler(scratch);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<AppliedLabel>> calls = new ArrayList<>();
    try {
      for (int i = 0; i < 24; i++) {
        LabelOrder base = LabelFixtures.order(Jurisdiction.CN);
        LabelOrder order =
            new LabelOrder(
                base.jurisdictions(), base.contentProducer(), "id-" + i, "", "", base.time());
        Path output = directory.resolve(i + ".png");
        calls.add(pool.submit(() -> labeler.label(input, "image/png", order, output)));
      }
      for (int i = 0; i < 24; i++) {
        assertThat(calls.get(i).get().implicit().aigcJson()).contains("\"id-" + i + "\"");
        Verdict verdict = new ContentVerifier().verify(directory.resolve(i + ".png"));
        assertThat(verdict.layers().get(0).fields().orElseThrow().produceId()).isEqualTo("id-" + i);
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(scratch).isEmptyDirectory();
  }
}
