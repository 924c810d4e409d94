package io.colophon.labeling.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.colophon.journal.Journal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Record 0 is usual, record 1 tells of a copy without its explicit label. */
class RetentionTest {
  private static final Instant DAY_189 = Samples.START.plus(Duration.ofDays(189));
  private static final Instant DAY_190 = Samples.START.plus(Duration.ofDays(190));

  @TempDir Path root;
  private ProvenanceLog log;

  @BeforeEach
  void open() throws IOException {
    log = ProvenanceLog.open(root.resolve("log"), Samples.options(root));
    log.append(Samples.personal(0, "user-zero")).join();
    log.append(Samples.unlabelled(1, "Li Lei", "Han Meimei")).join();
    log.checkpoint();
  }

  @AfterEach
  void close() throws IOException {
    log.close();
  }

  @Test
  void append_personalValues_areOutsideTheTree() throws IOException {
    ProvenanceRecord record = log.get(1).orElseThrow();

    assertThat(record.toJson())
        .doesNotContain("Li Lei", "Han Meimei")
        .contains("\"agreement\":\"agreement-7\"", "\"requester\":{\"sealed\":\"");
    ProvenanceRecord.Unlabelled decision = record.unlabelled().orElseThrow();
    assertThat(log.reveal(decision.requester())).contains("Li Lei");
    assertThat(log.reveal(decision.deliveredTo().orElseThrow())).contains("Han Meimei");
    assertThat(log.reveal(log.get(0).orElseThrow().endUser().orElseThrow())).contains("user-zero");
    assertThat(filesContain(root.resolve("log/tiles"), "Li Lei")).isFalse();
    assertThat(filesContain(root.resolve("log/records"), "Li Lei")).isFalse();
  }

  @Test
  void append_sameValueTwice_hasTwoCommitments() throws IOException {
    log.append(Samples.personal(2, "user-zero")).join();

    assertThat(log.get(2).orElseThrow().endUser()).isNotEqualTo(log.get(0).orElseThrow().endUser());
  }

  @Test
  void erase_usualRecord_dropsValueAndSaltAndKeepsProofs() throws Exception {
    InclusionProof before = log.inclusionProof(0, 2);

    assertThat(log.retention().erase(0, "request of the person", Samples.START)).isEqualTo(1);

    Personal sealed = log.get(0).orElseThrow().endUser().orElseThrow();
    assertThat(log.reveal(sealed)).isEmpty();
    assertThat(log.erasure(sealed)).contains(new Erasure(Samples.START, "request of the person"));
    assertThat(filesContain(root.resolve("log"), "user-zero")).isFalse();
    assertThat(log.inclusionProof(0, 2)).isEqualTo(before);
    assertThat(ProofVerifier.verifyInclusion(before, log.latestCheckpoint().orElseThrow().root()))
        .isTrue();
    assertThat(log.check().finding()).isEmpty();
    assertThat(log.reveal(log.get(1).orElseThrow().unlabelled().orElseThrow().requester()))
        .contains("Li Lei");
  }

  @Test
  void erase_twice_findsNothingMore() throws Exception {
    log.retention().erase(0, "once", Samples.START);

    assertThat(log.retention().erase(0, "twice", DAY_189)).isZero();
    assertThat(log.erasure(log.get(0).orElseThrow().endUser().orElseThrow()))
        .contains(new Erasure(Samples.START, "once"));
  }

  @Test
  void erase_unlabelledBefore190Days_isRefusedWithTheDate() throws IOException {
    Instant delivered = log.get(1).orElseThrow().time();

    RetentionException refused =
        catchThrowableOfType(
            RetentionException.class, () -> log.retention().erase(1, "request", DAY_189));

    assertThat(refused.index()).isEqualTo(1);
    assertThat(refused.allowedFrom()).isEqualTo(delivered.plus(Duration.ofDays(190)));
    assertThat(refused).hasMessageContaining("is kept until 2027-05-31T08:01:00Z");
    assertThat(log.reveal(log.get(1).orElseThrow().unlabelled().orElseThrow().requester()))
        .contains("Li Lei");
  }

  @Test
  void erase_unlabelledAfter190Days_isDone() throws Exception {
    assertThat(log.retention().erase(1, "time is over", DAY_190.plusSeconds(60))).isEqualTo(2);
    assertThat(filesContain(root.resolve("log"), "Li Lei")).isFalse();
    assertThat(log.check().finding()).isEmpty();
  }

  @Test
  void erase_noSuchRecord_isRefused() {
    assertThatThrownBy(() -> log.retention().erase(2, "x", DAY_190))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no record 2: the log holds 2, from 0");
  }

  @Test
  void expire_shorterThanTheLawAsks_holdsUnlabelledRecords() throws Exception {
    Retention.Expired first = log.retention().expire(Duration.ofDays(30), "30 days", DAY_189);
    Retention.Expired later =
        log.retention().expire(Duration.ofDays(30), "30 days", DAY_190.plusSeconds(60));

    assertThat(first).isEqualTo(new Retention.Expired(1, 1));
    assertThat(later).isEqualTo(new Retention.Expired(2, 0));
  }

  @Test
  void reopen_afterErasure_stillErasedAndGoesOn() throws Exception {
    log.retention().erase(0, "request", Samples.START);
    log.append(Samples.personal(2, "user-two")).join();
    log.close();
    log = ProvenanceLog.open(root.resolve("log"), Samples.options(root));

    assertThat(log.reveal(log.get(0).orElseThrow().endUser().orElseThrow())).isEmpty();
    assertThat(log.reveal(log.get(2).orElseThrow().endUser().orElseThrow())).contains("user-two");
    try (ProvenanceReader reader = ProvenanceLog.openReadOnly(root.resolve("log"))) {
      assertThat(reader.reveal(reader.get(1).orElseThrow().unlabelled().orElseThrow().requester()))
          .contains("Li Lei");
    }
  }

  /** As after a stop between two forces: the record is on disk, its values are not. */
  @Test
  void reopen_recordWhoseValuesWereCutOff_isNoted() throws Exception {
    log.close();
    ProvenanceRecord sealed =
        new Sealer(new java.security.SecureRandom()).seal(Samples.unlabelled(2, "x", "y"));
    try (Journal records =
        Journal.open(root.resolve("log/records"), Samples.options(root).journal())) {
      records.append(RecordWriter.write(sealed)).join();
    }
    log = ProvenanceLog.open(root.resolve("log"), Samples.options(root));

    assertThat(log.erasure(sealed.unlabelled().orElseThrow().requester()).orElseThrow().reason())
        .isEqualTo("cut off by a stop before the output left");
    assertThat(log.check().finding()).isEmpty();
  }

  @Test
  void keptUntil_recordWithExplicitLabel_isAtOnce() throws IOException {
    assertThat(Retention.keptUntil(log.get(0).orElseThrow())).isEqualTo(Optional.empty());
  }

  static boolean filesContain(Path directory, String text) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
        return true;
      }
    }
    return false;
  }
}
