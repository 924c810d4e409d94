package io.colophon.labeling.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.testkit.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script in examples/verify-log, which knows nothing of ours, reads the static files of a log
 * of 5,000 records: two levels of tiles, checkpoints at 300 and at the end.
 */
@RequiresTool({"python3", "openssl"})
class VerifyLogIT {
  private static final int SIZE = 5_000;

  @TempDir static Path shared;
  @TempDir Path own;
  private static Path log;
  private static String key;
  private static Checkpoint early;
  private static String inclusion;
  private static String consistency;

  private Path tiles;

  @org.junit.jupiter.api.BeforeAll
  static void write() throws IOException {
    log = shared.resolve("log");
    try (ProvenanceLog writer = ProvenanceLog.open(log, Samples.options(shared))) {
      Samples.append(writer, 0, 300);
      early = writer.checkpoint();
      Samples.append(writer, 300, SIZE);
      writer.checkpoint();
      key = writer.verifierKey().text();
      inclusion = json(writer, 4_999);
      ConsistencyProof proof = writer.consistencyProof(300, SIZE);
      consistency =
          "{\"kind\":\"consistency\",\"fromSize\":300,\"toSize\":5000,\"path\":%s}"
              .formatted(hashes(proof.path()));
    }
  }

  @BeforeEach
  void copy() throws IOException {
    tiles = own.resolve("tiles");
    try (var files = Files.walk(log.resolve("tiles"))) {
      for (Path file : files.toList()) {
        Files.copy(file, tiles.resolve(log.resolve("tiles").relativize(file).toString()));
      }
    }
  }

  @Test
  void verify_wholeLog_isGood() throws Exception {
    assertThat(run()).startsWith("0 good: size 5000");
  }

  @Test
  void verify_earlierCheckpoint_isGood() throws Exception {
    assertThat(run("--old", file("old", early.note()))).startsWith("0 good");
  }

  @Test
  void verify_proofs_areGood() throws Exception {
    assertThat(run("--proof", file("in", inclusion))).startsWith("0 good");
    assertThat(run("--old", file("old", early.note()), "--proof", file("con", consistency)))
        .startsWith("0 good");
  }

  @Test
  void verify_proofOfAnotherRecord_isNotGood() throws Exception {
    assertThat(run("--proof", file("in", inclusion.replace("produce-4999", "produce-1"))))
        .startsWith("1 NOT GOOD: the record is not in the log");
  }

  @Test
  void verify_entryEdited_namesIt() throws Exception {
    edit("tile/entries/002", "produce-600", "produce-601");

    assertThat(run()).startsWith("1 NOT GOOD: entry 600 is not the one that was logged");
  }

  @Test
  void verify_entryAndItsHashEdited_isNotGood() throws Exception {
    Path bundle = tiles.resolve("tile/entries/002");
    edit("tile/entries/002", "produce-600", "produce-601");
    byte[] entries = Files.readAllBytes(bundle);
    int at = 0;
    for (int i = 512; i < 600; i++) {
      at += 2 + ((entries[at] & 0xFF) << 8 | entries[at + 1] & 0xFF);
    }
    int length = (entries[at] & 0xFF) << 8 | entries[at + 1] & 0xFF;
    Hash leaf = ProofVerifier.leafHash(java.nio.ByteBuffer.wrap(entries, at + 2, length));
    byte[] hashes = Files.readAllBytes(tiles.resolve("tile/0/002"));
    System.arraycopy(leaf.bytes(), 0, hashes, (600 - 512) * 32, 32);
    Files.write(tiles.resolve("tile/0/002"), hashes);

    assertThat(run()).startsWith("1 NOT GOOD: entries and their hashes were changed together");
  }

  @Test
  void verify_checkpointEdited_isNotGood() throws Exception {
    edit("checkpoint", "\n5000\n", "\n4999\n");

    assertThat(run()).startsWith("1 NOT GOOD: bad signature");
  }

  @Test
  void verify_endCutOff_isNotGood() throws Exception {
    Files.writeString(tiles.resolve("checkpoint"), early.note());
    try (ProvenanceLog other =
        ProvenanceLog.open(
            own.resolve("other"),
            LogOptions.of(
                "log.example/colophon",
                shared.resolve("key.pem"),
                new java.security.SecureRandom()))) {
      Samples.append(other, 0, 299);
      Checkpoint shorter = other.checkpoint();
      Files.writeString(own.resolve("other/tiles/checkpoint"), shorter.note());
    }
    tiles = own.resolve("other/tiles");

    assertThat(run("--old", file("old", early.note())))
        .startsWith("1 NOT GOOD: the log does not begin with the tree of the old checkpoint");
  }

  private static String json(ProvenanceLog writer, long index) throws IOException {
    InclusionProof proof = writer.inclusionProof(index, SIZE);
    String record = writer.get(index).orElseThrow().toJson();
    return "{\"kind\":\"inclusion\",\"index\":%d,\"treeSize\":%d,\"path\":%s,\"record\":\"%s\"}"
        .formatted(
            index, SIZE, hashes(proof.path()), record.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  private static String hashes(List<Hash> path) {
    return path.stream().map(hash -> "\"" + hash + "\"").collect(Collectors.joining(",", "[", "]"));
  }

  private void edit(String name, String from, String to) throws IOException {
    Path file = tiles.resolve(name);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains(from);
    Files.writeString(file, text.replaceFirst(from, to), StandardCharsets.ISO_8859_1);
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(own.resolve(name), text).toString();
  }

  private String run(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("python3");
    command.add(Path.of("../examples/verify-log/verify_log.py").toAbsolutePath().toString());
    command.add(tiles.toString());
    command.add(key);
    command.addAll(List.of(options));
    Process python = new ProcessBuilder(command).redirectErrorStream(true).start();
    String answer = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return python.waitFor() + " " + answer;
  }
}
