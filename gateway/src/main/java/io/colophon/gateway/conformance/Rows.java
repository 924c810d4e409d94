package io.colophon.gateway.conformance;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.provenance.LogEntry;
import io.colophon.labeling.provenance.ProvenanceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The evidence of one output, as a row of the report. */
final class Rows {
  private Rows() {}

  static Map<String, Object> output(LogEntry entry) {
    ProvenanceRecord record = entry.record();
    ProvenanceRecord.Labels labels = record.labels();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("record", entry.index());
    row.put("time", record.time().toString());
    row.put("modality", record.output().modality());
    row.put("mimeType", record.output().mimeType());
    row.put("model", record.origin().model());
    row.put("produceId", labels.produceId().orElse(""));
    row.put("policyVersion", labels.policyVersion());
    labels.explicit().ifPresent(explicit -> row.put("explicit", explicit(explicit)));
    labels
        .implicit()
        .ifPresent(
            implicit -> {
              row.put("carrier", implicit.carrier());
              row.put("aigc", implicit.aigcJson());
            });
    labels
        .credentials()
        .ifPresent(
            signed -> {
              Map<String, Object> c2pa = new LinkedHashMap<>();
              c2pa.put("manifest", signed.manifest());
              c2pa.put("certificate", signed.certificateSerial());
              signed.stampedAt().map(Instant::toString).ifPresent(at -> c2pa.put("stamped", at));
              row.put("c2pa", c2pa);
            });
    labels
        .watermark()
        .ifPresent(mark -> row.put("watermark", mark.algorithm() + " " + mark.payloadHex()));
    if (!labels.reasons().isEmpty()) {
      row.put("reasons", labels.reasons());
    }
    labels.readback().ifPresent(back -> row.put("readBack", back.tool() + ": " + back.verdict()));
    row.put("sha256", record.output().sha256());
    return row;
  }

  private static Map<String, Object> explicit(ExplicitLabel label) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("kind", label.kind());
    row.put("text", label.text());
    row.put("place", label.place());
    label.heightRatio().ifPresent(ratio -> row.put("heightRatio", ratio));
    label.startMillis().ifPresent(start -> row.put("startMillis", start));
    label.durationMillis().ifPresent(length -> row.put("durationMillis", length));
    return row;
  }

  static Map<String, Object> omission(
      LogEntry entry, ProvenanceRecord.Unlabelled unlabelled, Duration kept) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("record", entry.index());
    row.put("time", entry.record().time().toString());
    row.put("agreement", unlabelled.agreement());
    unlabelled.acceptedAt().map(Instant::toString).ifPresent(at -> row.put("acceptedAt", at));
    row.put("reason", unlabelled.reason());
    row.put("requester", "colophon audit show --reveal " + entry.index());
    row.put("keptUntil", entry.record().time().plus(kept).toString());
    return row;
  }
}
