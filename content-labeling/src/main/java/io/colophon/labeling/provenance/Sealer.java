package io.colophon.labeling.provenance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Replaces the personal values of one record by commitments. */
final class Sealer {
  private static final byte[] SEALED = "{\"sealed\":\"".getBytes(StandardCharsets.US_ASCII);

  private final SecureRandom random;
  private final List<Secret> secrets = new ArrayList<>();

  Sealer(SecureRandom random) {
    this.random = random;
  }

  /** What the commitments of the sealed record stand for. */
  List<Secret> secrets() {
    return secrets;
  }

  ProvenanceRecord seal(ProvenanceRecord record) {
    if (personal(record).noneMatch(Personal.Clear.class::isInstance)) {
      return record;
    }
    return new ProvenanceRecord(
        record.time(),
        record.tenant(),
        record.generationId(),
        record.outputIndex(),
        record.origin(),
        record.output(),
        record.labels(),
        record.fingerprints(),
        record.unlabelled().map(this::seal),
        record.endUser().map(this::seal),
        record.routing());
  }

  private ProvenanceRecord.Unlabelled seal(ProvenanceRecord.Unlabelled decision) {
    return new ProvenanceRecord.Unlabelled(
        decision.agreement(),
        decision.acceptedAt(),
        seal(decision.requester()),
        decision.reason(),
        decision.deliveredTo().map(this::seal));
  }

  private Personal seal(Personal person) {
    if (person instanceof Personal.Clear clear) {
      Secret secret = Secret.of(clear.value(), random);
      secrets.add(secret);
      return new Personal.Sealed(secret.commitment());
    }
    return person;
  }

  /** Returns every personal value of a record, sealed or not. */
  static Stream<Personal> personal(ProvenanceRecord record) {
    return Stream.of(
            record.endUser(),
            record.unlabelled().map(ProvenanceRecord.Unlabelled::requester),
            record.unlabelled().flatMap(ProvenanceRecord.Unlabelled::deliveredTo))
        .flatMap(Optional::stream);
  }

  /** Returns the commitments of a record. */
  static List<Hash> commitments(ProvenanceRecord record) {
    return personal(record)
        .filter(Personal.Sealed.class::isInstance)
        .map(person -> ((Personal.Sealed) person).commitment())
        .toList();
  }

  /** Returns whether a stored record may hold commitments; most hold none and need no parsing. */
  static boolean isIn(ByteBuffer record) {
    int end = record.limit() - SEALED.length;
    for (int at = record.position(); at <= end; at++) {
      if (record.get(at) == SEALED[0] && record.get(at + 2) == SEALED[2] && isAt(record, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(ByteBuffer record, int at) {
    byte[] there = new byte[SEALED.length];
    record.get(at, there);
    return Arrays.equals(there, SEALED);
  }
}
