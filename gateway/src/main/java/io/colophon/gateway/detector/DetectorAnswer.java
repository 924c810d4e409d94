package io.colophon.gateway.detector;

import io.colophon.gateway.http.JsonBytes;
import io.colophon.gateway.provenance.FileVerdict;
import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.FoundLabel;
import io.colophon.labeling.credentials.read.ManifestReport;
import io.colophon.labeling.fingerprint.CopyMatch;
import io.colophon.labeling.provenance.FoundCopy;
import io.colophon.labeling.provenance.LogEntry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * What the public learns of a file: which layers matched, and provenance of the system. Nothing of
 * a person, a tenant or a prompt is in it: of records only id and time are shown, of certificates
 * only the organisation, of labels only who made the content and its id.
 */
final class DetectorAnswer {
  private static final int LONGEST_TEXT = 200;
  private static final int MOST_CODES = 40;

  private DetectorAnswer() {}

  static byte[] of(FileVerdict verdict) {
    return JsonBytes.write(json -> write(json, verdict));
  }

  private static void write(JsonGenerator json, FileVerdict verdict) {
    Optional<LogEntry> ours = record(verdict);
    json.writeStartObject();
    json.writeStringProperty("from_here", fromHere(verdict));
    json.writeStringProperty("verdict", word(verdict.status()));
    json.writeStringProperty("media_type", verdict.read().mimeType());
    json.writeStringProperty("sha256", verdict.sha256());
    json.writeArrayPropertyStart("layers");
    verdict.read().layers().forEach(label -> metadata(json, label));
    verdict.layers().credentials().ifPresent(report -> credentials(json, report));
    watermark(json, verdict);
    fingerprint(json, verdict);
    json.writeEndArray();
    ours.ifPresent(entry -> system(json, entry));
    json.writeArrayPropertyStart("notes");
    verdict.read().findings().stream()
        .limit(MOST_CODES)
        .forEach(finding -> json.writeString(finding.code()));
    verdict.notes().forEach(note -> json.writeString(note.code()));
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Bytes, samples and marks are sure; what only looks or sounds alike is not. */
  private static String fromHere(FileVerdict verdict) {
    if (verdict.entry().isPresent()) {
      return "yes";
    }
    if (verdict.copies().isEmpty()) {
      return verdict.notes().stream().anyMatch(n -> n.code().equals("log.digest-differs"))
          ? "changed"
          : "unknown";
    }
    CopyMatch.Kind kind = verdict.copies().get(0).kind();
    return kind == CopyMatch.Kind.PICTURE || kind == CopyMatch.Kind.SOUND ? "likely" : "copy";
  }

  private static Optional<LogEntry> record(FileVerdict verdict) {
    return verdict.entry().or(() -> verdict.copies().stream().findFirst().map(FoundCopy::entry));
  }

  private static void metadata(JsonGenerator json, FoundLabel label) {
    json.writeStartObject();
    json.writeStringProperty("layer", "metadata");
    json.writeStringProperty("carrier", label.carrier());
    label.fields().ifPresent(fields -> fields(json, fields));
    json.writeEndObject();
  }

  private static void fields(JsonGenerator json, AigcLabel fields) {
    json.writeStringProperty("label", shown(fields.label()));
    json.writeStringProperty("provider", shown(fields.contentProducer()));
    json.writeStringProperty("id", shown(fields.produceId()));
  }

  private static void credentials(JsonGenerator json, ManifestReport report) {
    json.writeStartObject();
    json.writeStringProperty("layer", "c2pa");
    json.writeStringProperty("state", word(report.state()));
    json.writeStringProperty("id", shown(report.active()));
    json.writeStringProperty("system", shown(report.claimGenerator()));
    report
        .signer()
        .ifPresent(signer -> json.writeStringProperty("provider", shown(signer.organisation())));
    report.signedAt().ifPresent(time -> json.writeStringProperty("time", time.toString()));
    Optional<ManifestReport.Action> made =
        report.actions().stream().filter(a -> !a.digitalSourceType().isEmpty()).findFirst();
    made.ifPresent(
        action -> {
          json.writeStringProperty("digital_source_type", shown(action.digitalSourceType()));
          json.writeStringProperty("made", shown(action.when()));
          json.writeStringProperty("made_by", shown(action.softwareAgent()));
        });
    json.writeArrayPropertyStart("statuses");
    report.findings().stream()
        .map(ManifestReport.Finding::code)
        .distinct()
        .limit(MOST_CODES)
        .forEach(json::writeString);
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void watermark(JsonGenerator json, FileVerdict verdict) {
    verdict
        .layers()
        .watermark()
        .ifPresent(
            mark -> {
              json.writeStartObject();
              json.writeStringProperty("layer", "watermark");
              json.writeStringProperty("payload", String.format("%016x", mark.payload()));
              json.writeNumberProperty("score", Math.round(mark.score() * 10) / 10.0);
              json.writeEndObject();
            });
  }

  private static void fingerprint(JsonGenerator json, FileVerdict verdict) {
    List<CopyMatch.Kind> kinds =
        verdict.copies().stream()
            .map(FoundCopy::kind)
            .filter(kind -> kind != CopyMatch.Kind.WATERMARK)
            .distinct()
            .toList();
    for (CopyMatch.Kind kind : kinds) {
      json.writeStartObject();
      json.writeStringProperty("layer", "fingerprint");
      json.writeStringProperty("how", word(kind));
      json.writeEndObject();
    }
    if (verdict.entry().isPresent()) {
      json.writeStartObject();
      json.writeStringProperty("layer", "log");
      json.writeStringProperty("how", "bytes");
      json.writeEndObject();
    }
  }

  private static void system(JsonGenerator json, LogEntry entry) {
    json.writeObjectPropertyStart("record");
    entry.record().labels().produceId().ifPresent(id -> json.writeStringProperty("id", id));
    json.writeStringProperty("time", entry.record().time().toString());
    json.writeStringProperty("modality", entry.record().output().modality());
    json.writeEndObject();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String shown(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }
}
