package io.colophon.labeling.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.colophon.labeling.provenance.Checkpoint;
import io.colophon.labeling.provenance.ConsistencyProof;
import io.colophon.labeling.provenance.Hash;
import io.colophon.labeling.provenance.InclusionProof;
import io.colophon.labeling.provenance.ProofVerifier;
import io.colophon.labeling.provenance.RecordBytes;
import io.colophon.labeling.provenance.VerifierKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Records, checkpoints and proofs that others hand over. */
class ProvenanceFuzzTest {
  private static final VerifierKey KEY = new VerifierKey("log.example", "00".repeat(32));

  /** What was read is written as it would be read again. */
  @FuzzTest(maxDuration = "60s")
  void record(byte[] bytes) throws IOException {
    byte[] again;
    try {
      again = Limits.within(() -> RecordBytes.again(bytes));
    } catch (IOException e) {
      assertThat(e.getMessage()).isNotBlank();
      return;
    }
    assertThat(RecordBytes.again(again)).isEqualTo(again);
  }

  @FuzzTest(maxDuration = "60s")
  void checkpoint(byte[] bytes) throws IOException {
    String note = new String(bytes, StandardCharsets.UTF_8);
    try {
      Checkpoint checkpoint = Limits.within(() -> Checkpoint.parse(note));
      assertThat(checkpoint.size()).isNotNegative();
      assertThat(checkpoint.verify(KEY)).isFalse();
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
    try {
      VerifierKey key = VerifierKey.parse(note);
      assertThat(VerifierKey.parse(key.text())).isEqualTo(key);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  /** Two numbers and hashes: a proof of nothing, which must not hold for another root. */
  @FuzzTest(maxDuration = "60s")
  void proof(byte[] bytes) throws IOException {
    ByteBuffer all = ByteBuffer.wrap(bytes);
    long from = all.remaining() >= Long.BYTES ? all.getLong() : 0;
    long to = all.remaining() >= Long.BYTES ? all.getLong() : 1;
    List<Hash> path = new ArrayList<>();
    while (all.remaining() >= 32) {
      byte[] hash = new byte[32];
      all.get(hash);
      path.add(Hash.of(hash));
    }
    Hash root = Hash.fromHex("5a".repeat(32));
    Hash leaf = ProofVerifier.leafHash(ByteBuffer.wrap(bytes));
    boolean included =
        Limits.within(
            () -> ProofVerifier.verifyInclusion(new InclusionProof(from, to, leaf, path), root));
    assertThat(included).isFalse();
    boolean consistent =
        Limits.within(
            () ->
                ProofVerifier.verifyConsistency(new ConsistencyProof(from, to, path), leaf, root));
    assertThat(consistent).isFalse();
  }
}
