package io.colophon.labeling.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.fingerprint.Fingerprints;
import io.colophon.labeling.fingerprint.PictureCode;
import io.colophon.labeling.fingerprint.PictureHash;
import io.colophon.labeling.provenance.CheckReport.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The records are as they were, but somebody changed what lies beside them: a log of 600, whose
 * record 300 has fingerprints, 400 an end user, and 500 a copy without its explicit label.
 */
class LogCheckBesideTest {
  @TempDir Path root;
  private Path directory;

  @BeforeEach
  void write() throws IOException {
    directory = root.resolve("log");
    Fingerprints prints =
        new Fingerprints(
            Optional.of("ab".repeat(32)),
            List.of(new PictureCode(new PictureHash(1, 2, 3, 4), 90, 0)),
            Optional.empty());
    try (ProvenanceLog log = ProvenanceLog.open(directory, Samples.options(root))) {
      Samples.append(log, 0, 300);
      log.append(Samples.printed(300, prints)).join();
      log.checkpoint();
      Samples.append(log, 301, 400);
      log.append(Samples.personal(400, "user")).join();
      Samples.append(log, 401, 500);
      log.append(Samples.unlabelled(500, "asker", "receiver")).join();
      Samples.append(log, 501, 600);
    }
  }

  @Test
  void run_untouched_isIntact() throws IOException {
    assertThat(LogCheck.run(directory).finding()).isEmpty();
    assertThat(LogCheck.run(directory).records()).isEqualTo(600);
  }

  @Test
  void run_entryEditedInABundle_namesIt() throws IOException {
    edit("tiles/tile/entries/001", "produce-310\"", "produce-311\"");

    assertFinding(Kind.TILE, 310, "tile/entries/001 is not what the records say");
  }

  @Test
  void run_hashEditedInATile_namesIt() throws IOException {
    Path tile = directory.resolve("tiles/tile/0/002.p/88");
    byte[] bytes = Files.readAllBytes(tile);
    bytes[5 * 32] ^= 1;
    Files.write(tile, bytes);

    assertFinding(Kind.TILE, 517, "tile/0/002.p/88 is not what the records say");
  }

  @Test
  void run_tileOfAHigherLevelGone_isFound() throws IOException {
    Files.delete(directory.resolve("tiles/tile/1/000.p/2"));

    assertFinding(Kind.TILE, 0, "tile/1/000.p/2 is missing");
  }

  @Test
  void run_olderCheckpointBesideTheTiles_isEnough() throws IOException {
    Path note = directory.resolve("tiles/checkpoint");
    Files.writeString(note, CheckpointStore.readAll(directory).get(0).note());

    assertThat(LogCheck.run(directory).finding()).isEmpty();
  }

  @Test
  void run_checkpointBesideTheTilesEdited_isFound() throws IOException {
    edit("tiles/checkpoint", "\n600\n", "\n599\n");

    assertFinding(Kind.TILE, 0, "the checkpoint beside the tiles is not signed by");
  }

  @Test
  void run_storeOfPersonalDataDeleted_namesTheFirstRecord() throws IOException {
    try (var files = Files.walk(directory.resolve("personal"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }

    assertFinding(Kind.PERSONAL, 400, "a personal value of record 400 is gone, and nothing says");
  }

  @Test
  void run_personalValueReplaced_namesTheRecord() throws IOException {
    PersonalBooks books = new PersonalBooks(directory.resolve("personal"));
    books.rewrite(
        0,
        entry ->
            new PersonalEntry(
                entry.commitment(),
                Secret.at(
                    ByteBuffer.wrap("0123456789abcdefother".getBytes(StandardCharsets.UTF_8))),
                Optional.empty()));

    assertFinding(
        Kind.PERSONAL, 400, "a personal value of record 400 is not the one that was committed to");
  }

  @Test
  void run_unlabelledErasedTooEarly_namesTheRecord() throws IOException {
    try (ProvenanceLog log = ProvenanceLog.open(directory, Samples.options(root));
        PersonalStore store = log.personal) {
      Set<Hash> commitments = Set.copyOf(Sealer.commitments(log.get(500).orElseThrow()));
      // Retention would refuse; somebody goes round it.
      assertThat(
              store.erase(
                  commitments, new Erasure(Samples.START.plus(Duration.ofDays(100)), "hush")))
          .isEqualTo(2);
    }

    assertFinding(Kind.RETENTION, 500, "was erased on 2027-03-02T08:00:00Z, before its time");
  }

  @Test
  void run_indexOfFingerprintsEdited_namesTheRecord() throws IOException {
    Path index = directory.resolve("fingerprints");
    byte[] bytes = Files.readAllBytes(index);
    bytes[40] ^= 1;
    Files.write(index, bytes);

    assertFinding(Kind.INDEX, 0, "the index of fingerprints is damaged from record 0 on");
  }

  @Test
  void open_indexGone_isMadeAgainFromTheRecords() throws IOException {
    Files.delete(directory.resolve("fingerprints"));
    Fingerprints copy =
        new Fingerprints(
            Optional.empty(),
            List.of(new PictureCode(new PictureHash(1, 2, 3, 7), 60, 0)),
            Optional.empty());
    try (ProvenanceLog log = ProvenanceLog.open(directory, Samples.options(root))) {
      List<FoundCopy> found =
          log.findCopies(Samples.sha256("x"), copy, java.util.OptionalLong.empty());
      assertThat(found).hasSize(1);
      assertThat(found.get(0).entry().index()).isEqualTo(300);
      assertThat(found.get(0).difference()).isEqualTo(2);
    }
    assertThat(LogCheck.run(directory).finding()).isEmpty();
  }

  @Test
  void open_tilesGone_areMadeAgain() throws IOException {
    try (var files = Files.walk(directory.resolve("tiles"))) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    try (ProvenanceLog log = ProvenanceLog.open(directory, Samples.options(root))) {
      Samples.append(log, 600, 601);
    }
    assertThat(directory.resolve("tiles/tile/0/000")).exists();
    assertThat(directory.resolve("tiles/tile/0/002.p/89")).exists();
    assertThat(LogCheck.run(directory).finding()).isEmpty();
  }

  private void edit(String name, String from, String to) throws IOException {
    Path file = directory.resolve(name);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to), StandardCharsets.ISO_8859_1);
  }

  private void assertFinding(Kind kind, long position, String message) throws IOException {
    CheckReport.Finding finding = LogCheck.run(directory).finding().orElseThrow();
    assertThat(finding.message()).contains(message);
    assertThat(finding.kind()).isEqualTo(kind);
    assertThat(finding.position()).isEqualTo(position);
  }
}
