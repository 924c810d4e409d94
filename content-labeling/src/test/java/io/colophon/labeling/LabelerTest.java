package io.colophon.labeling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.container.Scratch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void run_markNotFoundAgain_leavesWithoutItAndTellsSo() throws Exception {
    ForgetfulMarker marker = new ForgetfulMarker(false, true);
    AppliedLabel applied = run(marker);
    assertThat(marker.calls()).isEqualTo(2);
    assertThat(applied.explicit()).isPresent();
    assertThat(applied.watermark()).isEmpty();
    assertThat(applied.reasons()).containsExactly(LabelReasons.WATERMARK_DOES_NOT_HOLD);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void run_wordsNotFoundAgain_isNotTriedWithoutTheMark(boolean forgetsMarkToo) {
    ForgetfulMarker marker = new ForgetfulMarker(true, forgetsMarkToo);
    assertThatThrownBy(() -> run(marker))
        .isInstanceOfSatisfying(
            LabelingException.class,
            failure ->
                assertThat(failure.reason()).isEqualTo(LabelingException.Reason.READ_BACK_FAILED));
    assertThat(marker.calls()).isEqualTo(1);
  }

  private AppliedLabel run(ForgetfulMarker marker) throws Exception {
    Path input = LabelFixtures.png(directory.resolve("in.png"), "hills", 64, 64);
    Path part = Files.createFile(directory.resolve("out.part"));
    FileFormat png = new FileFormats().of("image/png").orElseThrow();
    LabelOrder order = LabelFixtures.order(Jurisdiction.CN);
    try (Scratch scratch = new Scratch(directory)) {
      return new Labeler(directory)
          .run(
              "image/png",
              order,
              AigcLabel.generated(order),
              new LabelPlan(Optional.of(ShownLabel.of(ShownLabel.CHINESE)), List.of(), true, false),
              new FileFormat(png.writer(), Optional.of(marker)),
              scratch,
              input,
              part);
    }
  }
}
