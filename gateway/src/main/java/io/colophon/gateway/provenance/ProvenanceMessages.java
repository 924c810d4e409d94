package io.colophon.gateway.provenance;

import com.google.protobuf.ByteString;
import io.colophon.gateway.wire.ReceiptWriter;
import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.Finding;
import io.colophon.labeling.FoundLabel;
import io.colophon.labeling.credentials.read.ManifestReport;
import io.colophon.labeling.provenance.FoundCopy;
import io.colophon.labeling.provenance.Hash;
import io.colophon.labeling.provenance.LogEntry;
import io.colophon.v1.FoundCredentials;
import io.colophon.v1.FoundWatermark;
import io.colophon.v1.PossibleCopy;
import io.colophon.v1.ProvenanceRecord;
import io.colophon.v1.VerifyContentResponse;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** Writes what the log and the verifier say as messages. */
final class ProvenanceMessages {

  private ProvenanceMessages() {}

  static ProvenanceRecord record(LogEntry entry) {
    return ProvenanceRecord.newBuilder()
        .setIndex(entry.index())
        .setTime(ReceiptWriter.timestamp(entry.record().time()))
        .setTenant(entry.record().tenant())
        .setRequestId(entry.record().generationId())
        .setOutput(entry.record().outputIndex())
        .setSha256(hex(entry.record().output().sha256()))
        .setRecordJson(entry.record().toJson())
        .setLeafHash(bytes(entry.leafHash()))
        .build();
  }

  /**
   * The answer of the verifier.
   *
   * @param tenant whose records may be named; another tenant's are only said to exist
   */
  static VerifyContentResponse verdict(FileVerdict verdict, String tenant) {
    VerifyContentResponse.Builder answer =
        VerifyContentResponse.newBuilder()
            .setVerdict(
                switch (verdict.status()) {
                  case LABELED -> VerifyContentResponse.Verdict.VERDICT_LABELED;
                  case NO_LABEL -> VerifyContentResponse.Verdict.VERDICT_NO_LABEL;
                  case BROKEN -> VerifyContentResponse.Verdict.VERDICT_BROKEN;
                  case UNREADABLE -> VerifyContentResponse.Verdict.VERDICT_UNREADABLE;
                })
            .setMimeType(verdict.read().mimeType())
            .setSha256(verdict.sha256().isEmpty() ? ByteString.EMPTY : hex(verdict.sha256()));
    for (FoundLabel found : verdict.read().layers()) {
      answer.addLabels(label(found));
    }
    for (Finding finding : verdict.read().findings()) {
      answer.addFindings(finding(finding.code(), finding.detail()));
    }
    verdict.notes().forEach(note -> answer.addFindings(finding(note.code(), note.text())));
    verdict
        .entry()
        .ifPresent(
            entry -> {
              answer.setLogIndex(entry.index());
              if (entry.record().tenant().equals(tenant)) {
                answer.setRequestId(entry.record().generationId());
              }
            });
    verdict
        .layers()
        .credentials()
        .map(ProvenanceMessages::credentials)
        .ifPresent(answer::setCredentials);
    verdict
        .layers()
        .watermark()
        .ifPresent(
            mark ->
                answer.setWatermark(
                    FoundWatermark.newBuilder()
                        .setPayload(String.format("%016x", mark.payload()))
                        .setScore(mark.score())));
    for (FoundCopy copy : verdict.copies()) {
      answer.addCopies(
          PossibleCopy.newBuilder()
              .setLogIndex(copy.entry().index())
              .setHow(copy.kind().name().toLowerCase(Locale.ROOT))
              .setScore(likeness(copy)));
    }
    return answer.build();
  }

  /** 1 for equal; 0 for as far apart as may be. */
  private static double likeness(FoundCopy copy) {
    return switch (copy.kind()) {
      case BYTES, SAMPLES, WATERMARK -> 1;
      case PICTURE -> 1 - copy.difference() / 256;
      case SOUND -> 1 - copy.difference();
    };
  }

  private static FoundCredentials credentials(ManifestReport report) {
    FoundCredentials.Builder out =
        FoundCredentials.newBuilder()
            .setState(report.state().name().toLowerCase(Locale.ROOT))
            .setManifest(report.active())
            .setSigner(report.signer().map(ManifestReport.Signer::subject).orElse(""))
            .setGenerator(report.claimGenerator());
    report.digitalSourceTypes().stream()
        .findFirst()
        .ifPresent(type -> out.setDigitalSourceType(type.substring(type.lastIndexOf('/') + 1)));
    report.findings().forEach(found -> out.addStatuses(finding(found.code(), found.explanation())));
    return out.build();
  }

  private static io.colophon.v1.Finding finding(String code, String text) {
    return io.colophon.v1.Finding.newBuilder().setCode(code).setMessage(text).build();
  }

  private static io.colophon.v1.FoundLabel label(FoundLabel found) {
    io.colophon.v1.FoundLabel.Builder label =
        io.colophon.v1.FoundLabel.newBuilder().setCarrier(found.carrier());
    found
        .fields()
        .flatMap(ProvenanceMessages::strictJson)
        .ifPresentOrElse(
            json -> label.putFields("aigc", json), () -> label.putFields("text", found.raw()));
    return label.build();
  }

  /** Empty for a label with characters that the standard does not allow: then as it stands. */
  private static Optional<String> strictJson(AigcLabel label) {
    try {
      return Optional.of(label.toJson());
    } catch (IllegalStateException outsideTheSet) {
      return Optional.empty();
    }
  }

  static ByteString bytes(Hash hash) {
    return ByteString.copyFrom(hash.bytes());
  }

  private static ByteString hex(String digits) {
    return ByteString.copyFrom(HexFormat.of().parseHex(digits));
  }
}
