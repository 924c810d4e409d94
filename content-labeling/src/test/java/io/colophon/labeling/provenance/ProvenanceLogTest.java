package io.colophon.labeling.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceLogTest {
  @TempDir Path root;
  private Path directory;
  private LogOptions options;

  @BeforeEach
  void paths() {
    directory = root.resolve("log");
    options = Samples.options(root);
  }

  @Test
  void append_record_isFoundByEveryWay() throws IOException {
    try (ProvenanceLog log = open()) {
      Samples.append(log, 0, 10);
      LogEntry entry = log.append(Samples.record(10)).join();

      assertThat(entry.index()).isEqualTo(10);
      assertThat(log.get(10)).contains(Samples.record(10));
      assertThat(log.entry(10)).contains(entry);
      assertThat(log.findBySha256(Samples.sha256("out 10"))).containsExactly(entry);
      assertThat(log.findByProduceId("produce-10")).containsExactly(entry);
      assertThat(log.findBySha256(Samples.sha256("never made"))).isEmpty();
      assertThat(log.findByProduceId("never made")).isEmpty();
      assertThat(log.get(11)).isEmpty();
      assertThat(log.get(-1)).isEmpty();
      assertThat(log.size()).isEqualTo(11);
      assertThat(log.healthy()).isTrue();
    }
  }

  @Test
  void findBySha256_sameOutputTwice_givesBothNewestFirst() throws IOException {
    try (ProvenanceLog log = open()) {
      Samples.append(log, 0, 3);
      log.append(Samples.record(1)).join();

      assertThat(log.findBySha256(Samples.sha256("out 1")))
          .map(LogEntry::index)
          .containsExactly(3L, 1L);
    }
  }

  @Test
  void list_filters_letThroughWhatMatches() throws IOException {
    try (ProvenanceLog log = open()) {
      Samples.append(log, 0, 40);
      RecordFilter all = RecordFilter.all();

      assertThat(list(log, all)).hasSize(40).startsWith(0L).endsWith(39L);
      assertThat(list(log, all.withTenant("b"))).hasSize(20).startsWith(1L, 3L);
      assertThat(list(log, all.withModality("audio"))).hasSize(10).startsWith(2L, 6L);
      assertThat(list(log, all.withModel("model-4"))).hasSize(8).startsWith(4L, 9L);
      assertThat(list(log, all.withGenerationId("gen-5"))).containsExactly(15L, 16L, 17L);
      assertThat(
              list(
                  log,
                  all.withTimes(
                      Samples.START.plusSeconds(60 * 7), Samples.START.plusSeconds(60 * 9))))
          .containsExactly(7L, 8L);
      assertThat(list(log, all.withTenant("a").withModality("image"))).isEmpty();
      assertThat(list(log, all.withTenant("nobody"))).isEmpty();
    }
  }

  @Test
  void list_pages_coverAllOnce() throws IOException {
    try (ProvenanceLog log = open()) {
      Samples.append(log, 0, 40);
      RecordFilter filter = RecordFilter.all().withTenant("a");
      Page<LogEntry> first = log.list(filter, 0, 15);
      assertThat(first.items()).hasSize(15);
      Page<LogEntry> second = log.list(filter, first.nextIndex().orElseThrow(), 15);

      assertThat(second.items()).hasSize(5);
      assertThat(second.items().get(0).index()).isEqualTo(30);
      assertThat(second.nextIndex()).isEmpty();
      assertThatThrownBy(() -> log.list(filter, 0, 1001))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("limit is 1001, expected 1 to 1000");
    }
  }

  @Test
  void open_again_hasTheSameTreeAndFindsAll() throws IOException {
    Checkpoint before;
    try (ProvenanceLog log = open()) {
      Samples.append(log, 0, 300);
      before = log.checkpoint();
      Samples.append(log, 300, 320);
    }
    try (ProvenanceLog log = open()) {
      assertThat(log.size()).isEqualTo(320);
      assertThat(log.latestCheckpoint().orElseThrow().size()).isEqualTo(320);
      assertThat(log.findByProduceId("produce-299")).hasSize(1);
      assertThat(log.findBySha256(Samples.sha256("out 319"))).hasSize(1);
      Samples.append(log, 320, 600);
      Checkpoint after = log.checkpoint();

      assertThat(after.verify(log.verifierKey())).isTrue();
      assertThat(
              ProofVerifier.verifyConsistency(
                  log.consistencyProof(300, 600), before.root(), after.root()))
          .isTrue();
      assertThat(ProofVerifier.verifyInclusion(log.inclusionProof(299, 600), after.root()))
          .isTrue();
      assertThat(log.check().isIntact()).isTrue();
      assertThat(log.check().records()).isEqualTo(600);
    }
  }

  @Test
  void open_derivedFilesGone_makesThemAgain() throws IOException {
    Checkpoint before;
    try (ProvenanceLog log = open()) {
      Samples.append(log, 0, 300);
      before = log.checkpoint();
    }
    Files.delete(directory.resolve("tree/level-0"));
    Files.delete(directory.resolve("rows"));
    try (ProvenanceLog log = open()) {
      assertThat(log.checkpoint()).isEqualTo(before);
      assertThat(log.findByProduceId("produce-299")).hasSize(1);
      assertThat(log.check().isIntact()).isTrue();
    }
  }

  @Test
  void open_whileOpen_isRefused() throws IOException {
    ProvenanceLog log = open();
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("open for writing elsewhere");
    log.close();
    open().close();
  }

  @Test
  void open_keyMissingOrOther_isRefused() throws IOException {
    open().close();
    Path key = options.keyFile();
    Files.move(key, root.resolve("kept"));
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is missing; the log was begun with log.example/colophon+");

    SigningKey.create(key, "log.example/colophon", options.random());
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the log was begun with log.example/colophon+");

    Files.move(root.resolve("kept"), key, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    open().close();
  }

  @Test
  void checkpoint_ofEmptyLog_hasTheEmptyRoot() throws IOException {
    try (ProvenanceLog log = open()) {
      assertThat(log.checkpoint().size()).isZero();
      assertThat(log.checkpoint().root())
          .hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
  }

  @Test
  void append_manyRecords_areCoveredWithoutAsking() throws IOException {
    options = options.withCheckpoints(Duration.ofDays(1), 50);
    try (ProvenanceLog log = open()) {
      Samples.append(log, 0, 200);
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (log.latestCheckpoint().isEmpty() && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(log.latestCheckpoint().orElseThrow().size()).isGreaterThanOrEqualTo(50);
    }
  }

  @Test
  void append_fromManyThreads_keepsAllInTheTree() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    List<CompletableFuture<LogEntry>> all = new ArrayList<>();
    Set<Long> indexes = new HashSet<>();
    try (ProvenanceLog log = open()) {
      List<CompletableFuture<List<CompletableFuture<LogEntry>>>> runs = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        int first = t * 500;
        runs.add(
            CompletableFuture.supplyAsync(
                () -> {
                  List<CompletableFuture<LogEntry>> own = new ArrayList<>();
                  for (int i = first; i < first + 500; i++) {
                    own.add(log.append(Samples.record(i)));
                  }
                  return own;
                },
                pool));
      }
      runs.forEach(run -> all.addAll(run.join()));
      for (CompletableFuture<LogEntry> one : all) {
        indexes.add(one.join().index());
      }
      assertThat(indexes).hasSize(4000);
      assertThat(log.size()).isEqualTo(4000);
      Checkpoint checkpoint = log.checkpoint();
      for (CompletableFuture<LogEntry> one : all.subList(1000, 1100)) {
        assertThat(log.entry(one.join().index())).contains(one.join());
        assertThat(
                ProofVerifier.verifyInclusion(
                    log.inclusionProof(one.join().index(), 4000), checkpoint.root()))
            .isTrue();
      }
    } finally {
      pool.shutdown();
    }
    assertThat(LogCheck.run(directory).isIntact()).isTrue();
  }

  @Test
  void openReadOnly_besideTheWriter_findsWhatIsDurable() throws IOException {
    try (ProvenanceLog log = open()) {
      Samples.append(log, 0, 30);
      log.checkpoint();
      Samples.append(log, 30, 50);
      try (ProvenanceReader reader = ProvenanceLog.openReadOnly(directory)) {
        assertThat(reader.size()).isEqualTo(50);
        assertThat(reader.findByProduceId("produce-7")).map(LogEntry::index).containsExactly(7L);
        assertThat(reader.findByProduceId("produce-49")).map(LogEntry::index).containsExactly(49L);
        assertThat(reader.latestCheckpoint().orElseThrow().size()).isEqualTo(30);
        assertThat(
                ProofVerifier.verifyInclusion(
                    reader.inclusionProof(12, 30), reader.latestCheckpoint().orElseThrow().root()))
            .isTrue();
        assertThat(reader.check().isIntact()).isTrue();
        assertThat(reader.check().covered()).isEqualTo(30);
      }
      log.append(Samples.record(50)).join();
    }
  }

  @Test
  void openReadOnly_noLog_saysSo() {
    assertThatThrownBy(() -> ProvenanceLog.openReadOnly(root))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("holds no provenance log");
  }

  @Test
  void proofs_sizesOutOfRange_areRefused() throws IOException {
    try (ProvenanceLog log = open()) {
      Samples.append(log, 0, 3);
      assertThatThrownBy(() -> log.inclusionProof(0, 4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("tree size is 4, expected 0 to 3");
      assertThatThrownBy(() -> log.inclusionProof(2, 2))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> log.consistencyProof(3, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("from is 3, expected 0 to 2");
    }
  }

  private ProvenanceLog open() throws IOException {
    return ProvenanceLog.open(directory, options);
  }

  private static List<Long> list(ProvenanceRecords log, RecordFilter filter) throws IOException {
    return log.list(filter, 0, 100).items().stream().map(LogEntry::index).toList();
  }
}
