package io.colophon.labeling.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.journal.Journal;
import io.colophon.journal.JournalOptions;
import io.colophon.journal.JournalReader;
import io.colophon.labeling.provenance.CheckReport.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody with access to the files changes a log of 300 records, signed at 100, 200 and 300. He
 * knows the journal's format: its checksums are right again afterwards.
 */
class LogCheckTest {
  @TempDir Path root;
  private Path directory;

  @BeforeEach
  void write() throws IOException {
    directory = root.resolve("log");
    try (ProvenanceLog log = ProvenanceLog.open(directory, Samples.options(root))) {
      for (int end = 100; end <= 300; end += 100) {
        Samples.append(log, end - 100, end);
        log.checkpoint();
      }
    }
  }

  @Test
  void run_untouched_isIntact() throws IOException {
    CheckReport report = LogCheck.run(directory);

    assertThat(report.isIntact()).isTrue();
    assertThat(report.records()).isEqualTo(300);
    assertThat(report.checkpoints()).isEqualTo(3);
    assertThat(report.covered()).isEqualTo(300);
  }

  @Test
  void run_recordEdited_namesIt() throws IOException {
    rewrite(all -> all.set(150, RecordWriter.write(Samples.record(7))));

    assertFinding(Kind.ALTERED, 150, "record 150 is not the one that was logged");
  }

  @Test
  void run_lastRecordEdited_namesIt() throws IOException {
    rewrite(all -> all.set(299, RecordWriter.write(Samples.record(7))));

    assertFinding(Kind.ALTERED, 299, "record 299 is not the one that was logged");
  }

  @Test
  void run_recordRemoved_namesItsPlace() throws IOException {
    rewrite(all -> all.remove(40));

    assertFinding(Kind.ALTERED, 40, "in its place stands what was logged as record 41");
    assertRefused(299);
  }

  @Test
  void run_recordsSwapped_namesTheFirst() throws IOException {
    rewrite(all -> Collections.swap(all, 210, 250));

    assertFinding(Kind.ALTERED, 210, "in its place stands what was logged as record 250");
  }

  @Test
  void run_recordInserted_namesItsPlace() throws IOException {
    rewrite(all -> all.add(5, RecordWriter.write(Samples.record(999))));

    assertFinding(Kind.ALTERED, 5, "record 5 is not the one that was logged");
  }

  @Test
  void run_endCutOff_namesTheFirstMissing() throws IOException {
    rewrite(all -> all.subList(280, 300).clear());

    assertFinding(Kind.MISSING, 280, "records 280 to 299 are missing");
    assertRefused(280);
  }

  @Test
  void run_everythingCutOff_isFound() throws IOException {
    rewrite(List::clear);

    assertFinding(Kind.MISSING, 0, "records 0 to 299 are missing");
    assertRefused(0);
  }

  @Test
  void run_recordAndItsHashEdited_namesTheCheckpointsAround() throws IOException {
    ByteBuffer other = RecordWriter.write(Samples.record(7));
    rewrite(all -> all.set(150, other));
    byte[] leaves = Files.readAllBytes(directory.resolve("tree/level-0"));
    System.arraycopy(new TreeHasher().leaf(other).bytes(), 0, leaves, 150 * 32, 32);
    Files.write(directory.resolve("tree/level-0"), leaves);

    assertFinding(Kind.ALTERED, 100, "one of the records 100 to 199 is not the one");
  }

  @Test
  void run_storedHashEdited_isToldFromAnEditedRecord() throws IOException {
    byte[] leaves = Files.readAllBytes(directory.resolve("tree/level-0"));
    leaves[77 * 32] ^= 1;
    Files.write(directory.resolve("tree/level-0"), leaves);

    assertFinding(Kind.TREE, 77, "the stored hash of record 77 is not the record's");
  }

  @Test
  void run_bitFlippedInAnOlderSegment_namesTheRecord() throws IOException {
    try (var files = Files.list(directory.resolve("records"))) {
      Path first =
          files.filter(file -> file.toString().endsWith(".seg")).sorted().findFirst().get();
      int at = indexOf(Files.readAllBytes(first), "produce-33\"");
      flip(first, at);
    }
    assertFinding(Kind.DAMAGED, 33, "record does not match its CRC32C");
  }

  @Test
  void run_bitFlippedInTheLastSegment_namesTheRecord() throws IOException {
    try (var files = Files.list(directory.resolve("records"))) {
      Path last =
          files.filter(file -> file.toString().endsWith(".seg")).sorted().reduce((a, b) -> b).get();
      flip(last, indexOf(Files.readAllBytes(last), "produce-299\""));
    }
    assertFinding(Kind.DAMAGED, 299, "record does not match its CRC32C");
    assertThatThrownBy(() -> ProvenanceLog.open(directory, Samples.options(root)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("record 299 in ");
  }

  @Test
  void run_checkpointEdited_isFound() throws IOException {
    Path file = directory.resolve("checkpoint");
    Files.writeString(file, Files.readString(file).replace("\n300\n", "\n301\n"));

    assertFinding(Kind.CHECKPOINT, 300, "the checkpoint of size 301 is not signed by");
    assertThatThrownBy(() -> ProvenanceLog.open(directory, Samples.options(root)))
        .isInstanceOf(AlteredLogException.class)
        .hasMessageContaining("is not signed by");
  }

  @Test
  void open_tornTailBehindTheCheckpoint_isCutAndGoesOn() throws IOException {
    JournalOptions plain = JournalOptions.defaults();
    try (Journal records = Journal.open(directory.resolve("records"), plain)) {
      records.append(RecordWriter.write(Samples.record(300))).join();
    }
    try (var files = Files.list(directory.resolve("records"))) {
      Path last =
          files.filter(file -> file.toString().endsWith(".seg")).sorted().reduce((a, b) -> b).get();
      byte[] bytes = Files.readAllBytes(last);
      Files.write(last, Arrays.copyOf(bytes, bytes.length - 100));
    }
    try (ProvenanceLog log = ProvenanceLog.open(directory, Samples.options(root))) {
      assertThat(log.size()).isEqualTo(300);
      Samples.append(log, 300, 302);
      assertThat(log.check().isIntact()).isTrue();
    }
  }

  @Test
  void entry_recordEditedWhileOpen_isRefused() throws IOException {
    try (ProvenanceReader reader = ProvenanceLog.openReadOnly(directory)) {
      byte[] leaves = Files.readAllBytes(directory.resolve("tree/level-0"));
      leaves[77 * 32] ^= 1;
      Files.write(directory.resolve("tree/level-0"), leaves);

      assertThat(reader.get(76)).contains(Samples.record(76));
      assertThatThrownBy(() -> reader.get(77))
          .isInstanceOf(AlteredLogException.class)
          .hasMessage("record 77 does not match its leaf hash");
    }
  }

  private void assertFinding(Kind kind, long position, String message) throws IOException {
    CheckReport report = LogCheck.run(directory);
    assertThat(report.isIntact()).isFalse();
    CheckReport.Finding finding = report.finding().orElseThrow();
    assertThat(finding.message()).contains(message);
    assertThat(finding.kind()).isEqualTo(kind);
    assertThat(finding.position()).isEqualTo(position);
  }

  /** Opening looks at sizes and the stored root only: it refuses what is missing. */
  private void assertRefused(long position) {
    assertThatThrownBy(() -> ProvenanceLog.open(directory, Samples.options(root)))
        .isInstanceOf(AlteredLogException.class)
        .extracting(e -> ((AlteredLogException) e).position())
        .isEqualTo(position);
  }

  private void rewrite(Consumer<List<ByteBuffer>> change) throws IOException {
    List<ByteBuffer> all = new ArrayList<>();
    Path records = directory.resolve("records");
    try (JournalReader journal = Journal.openReadOnly(records)) {
      journal.read(
          0,
          (index, record) -> all.add(ByteBuffer.allocate(record.remaining()).put(record).flip()));
    }
    change.accept(all);
    try (var files = Files.list(records)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    try (Journal journal = Journal.open(records, Samples.options(root).journal())) {
      CompletableFuture<Long> last = CompletableFuture.completedFuture(-1L);
      for (ByteBuffer record : all) {
        last = journal.append(record);
      }
      last.join();
    }
  }

  private static void flip(Path file, int at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int old = bytes.read();
      bytes.seek(at);
      bytes.write(old ^ 1);
    }
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
