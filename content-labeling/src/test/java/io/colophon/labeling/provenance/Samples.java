package io.colophon.labeling.provenance;

import io.colophon.journal.JournalOptions;
import io.colophon.labeling.Digests;
import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.ImplicitLabel;
import io.colophon.labeling.fingerprint.Fingerprints;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Records and options, to keep the tests short. */
final class Samples {
  static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

  private Samples() {}

  /** A checkpoint only when asked for or closed. */
  static LogOptions options(Path root) {
    return LogOptions.of("log.example/colophon", root.resolve("key.pem"), new SecureRandom())
        .withCheckpoints(Duration.ofDays(1), 1_000_000)
        .withJournal(JournalOptions.defaults().withSegmentBytes(128 << 10));
  }

  /**
   * Record {@code i}: tenants a and b in turn, a modality out of four, one minute after the last.
   */
  static ProvenanceRecord record(int i) {
    String modality = List.of("text", "image", "audio", "video").get(i % 4);
    return new ProvenanceRecord(
        START.plusSeconds(60L * i),
        i % 2 == 0 ? "a" : "b",
        "gen-" + i / 3,
        i % 3,
        new ProvenanceRecord.Origin("default", "local", "auto", "model-" + i % 5, Optional.empty()),
        new ProvenanceRecord.Output(
            modality,
            "image/png",
            1000 + i,
            Optional.of(sha256("before " + i)),
            sha256("out " + i)),
        new ProvenanceRecord.Labels(
            Optional.of("produce-" + i),
            List.of("cn", "eu"),
            "policy-1",
            Optional.of(ExplicitLabel.drawn("AI生成", "bottom-right", 0.05)),
            Optional.of(new ImplicitLabel("png-itxt-xmp", "{\"Label\":\"1\"}", List.of())),
            Optional.of(new ProvenanceRecord.Readback("verifier 1", "LABELED"))),
        Optional.empty(),
        Optional.empty());
  }

  /** Record {@code i} with an end user. */
  static ProvenanceRecord personal(int i, String endUser) {
    ProvenanceRecord usual = record(i);
    return with(usual, usual.fingerprints(), Optional.empty(), Optional.of(Personal.of(endUser)));
  }

  /** Record {@code i} of a copy without its explicit label. */
  static ProvenanceRecord unlabelled(int i, String requester, String receiver) {
    ProvenanceRecord usual = record(i);
    return with(
        usual,
        usual.fingerprints(),
        Optional.of(
            new ProvenanceRecord.Unlabelled(
                "agreement-7",
                Optional.of(START),
                Personal.of(requester),
                "film credits",
                Optional.of(Personal.of(receiver)))),
        Optional.empty());
  }

  /** Record {@code i} with fingerprints. */
  static ProvenanceRecord printed(int i, Fingerprints prints) {
    return with(record(i), Optional.of(prints), Optional.empty(), Optional.empty());
  }

  private static ProvenanceRecord with(
      ProvenanceRecord record,
      Optional<Fingerprints> prints,
      Optional<ProvenanceRecord.Unlabelled> unlabelled,
      Optional<Personal> endUser) {
    return new ProvenanceRecord(
        record.time(),
        record.tenant(),
        record.generationId(),
        record.outputIndex(),
        record.origin(),
        record.output(),
        record.labels(),
        prints,
        unlabelled,
        endUser);
  }

  static String sha256(String text) {
    return HexFormat.of().formatHex(Digests.sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  static void append(ProvenanceLog log, int from, int end) {
    for (int i = from; i < end - 1; i++) {
      var unused = log.append(record(i));
    }
    if (log.append(record(end - 1)).join().index() != end - 1) {
      throw new AssertionError("records are not where they were expected");
    }
  }
}
