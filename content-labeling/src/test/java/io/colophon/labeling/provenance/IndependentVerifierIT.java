package io.colophon.labeling.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.testkit.RequiresTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A verifier in another language, written from RFC and file format alone, reads our log. */
@RequiresTool("python3")
class IndependentVerifierIT {
  @TempDir Path root;

  @Test
  void verify_allKindsOfProofs_agree() throws Exception {
    Path directory = root.resolve("log");
    StringBuilder proofs = new StringBuilder();
    int good = 0;
    Checkpoint checkpoint;
    try (ProvenanceLog log = ProvenanceLog.open(directory, Samples.options(root))) {
      Samples.append(log, 0, 300);
      checkpoint = log.checkpoint();
      for (int size : new int[] {1, 2, 3, 7, 8, 9, 100, 255, 256, 257, 300}) {
        for (int index : new int[] {0, size / 3, size / 2, size - 1}) {
          proofs.append(line(log.inclusionProof(index, size)));
          good++;
        }
        for (int from : new int[] {0, 1, size / 3, size / 2, size - 1, size}) {
          proofs.append(line(log.consistencyProof(from, size)));
          good++;
        }
      }
      // Two that must not hold: a path for another record, and one with a hash left out.
      InclusionProof other = log.inclusionProof(5, 300);
      proofs.append(
          line(new InclusionProof(6, 300, log.inclusionProof(6, 300).leaf(), other.path())));
      List<Hash> path = log.consistencyProof(100, 300).path();
      proofs.append(line(new ConsistencyProof(100, 300, path.subList(1, path.size()))));
    }

    List<String> answer = run(directory, proofs.toString());

    assertThat(answer.get(0)).isEqualTo(checkpoint.root().toBase64());
    assertThat(answer.subList(1, good + 1)).isEqualTo(Collections.nCopies(good, "ok"));
    assertThat(answer.subList(good + 1, answer.size())).containsExactly("bad", "bad");
  }

  private static String line(InclusionProof proof) {
    return "inclusion "
        + proof.index()
        + " "
        + proof.treeSize()
        + " "
        + proof.leaf()
        + hashes(proof.path());
  }

  private static String line(ConsistencyProof proof) {
    return "consistency " + proof.from() + " " + proof.to() + hashes(proof.path());
  }

  private static String hashes(List<Hash> path) {
    return path.stream().map(hash -> " " + hash).collect(Collectors.joining()) + "\n";
  }

  private static List<String> run(Path directory, String input)
      throws IOException, InterruptedException {
    Path script = Path.of("src/test/resources/provenance/verify.py").toAbsolutePath();
    Process python =
        new ProcessBuilder("python3", script.toString(), directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var to = python.getOutputStream()) {
      to.write(input.getBytes(StandardCharsets.US_ASCII));
    }
    List<String> answer = python.inputReader(StandardCharsets.US_ASCII).lines().toList();
    assertThat(python.waitFor()).isZero();
    return answer;
  }
}
