package io.colophon.gateway.cli;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.ImplicitLabel;
import io.colophon.labeling.provenance.LogEntry;
import io.colophon.labeling.provenance.ProvenanceRecord;
import java.util.List;
import java.util.stream.Collectors;

/** Provenance records as CSV after RFC 4180. */
final class RecordCsv {
  static final String HEADER =
      "index,time,tenant,request_id,output,route,provider,requested_model,target_model,"
          + "served_model,modality,mime_type,size_bytes,sha256,produce_id,jurisdictions,"
          + "explicit_label,implicit_carrier,unlabelled_agreement,leaf_hash\r\n";

  private RecordCsv() {}

  static String line(LogEntry entry) {
    ProvenanceRecord record = entry.record();
    List<String> cells =
        List.of(
            Long.toString(entry.index()),
            record.time().toString(),
            record.tenant(),
            record.generationId(),
            Integer.toString(record.outputIndex()),
            record.origin().route(),
            record.origin().provider(),
            record.origin().requestedModel(),
            record.origin().targetModel(),
            record.origin().servedModel().orElse(""),
            record.output().modality(),
            record.output().mimeType(),
            Long.toString(record.output().sizeBytes()),
            record.output().sha256(),
            record.labels().produceId().orElse(""),
            String.join("+", record.labels().jurisdictions()),
            record.labels().explicit().map(ExplicitLabel::text).orElse(""),
            record.labels().implicit().map(ImplicitLabel::carrier).orElse(""),
            record.unlabelled().map(ProvenanceRecord.Unlabelled::agreement).orElse(""),
            entry.leafHash().toHex());
    return cells.stream().map(RecordCsv::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  /** Quoted where needed; a spreadsheet must not run what a caller wrote as a formula. */
  private static String cell(String value) {
    String safe =
        !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    return safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + safe.replace("\"", "\"\"") + '"'
        : safe;
  }
}
