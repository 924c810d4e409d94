package io.colophon.gateway.cli;

import io.colophon.gateway.provenance.FileVerdict;
import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.FoundLabel;
import io.colophon.labeling.Verdict;
import io.colophon.v1.VerifyContentResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What verifying a file gave, on this machine or by a gateway.
 *
 * @param file as it was named
 * @param status the answer in one word
 * @param mimeType by content
 * @param sha256 hexadecimal; empty if the file could not be read
 * @param labels what was found, each with its fields
 * @param logIndex the record with these bytes; empty if there is none or no log was asked
 * @param requestId the generation that made it; empty when not known
 * @param findings code and text
 * @param layers manifest, mark and copies
 */
record VerifyResult(
    String file,
    Verdict.Status status,
    String mimeType,
    String sha256,
    List<Label> labels,
    Optional<Long> logIndex,
    String requestId,
    List<Note> findings,
    VerifyLayers layers) {

  /** A label. */
  record Label(String carrier, Map<String, String> fields) {}

  /** Something remarkable. */
  record Note(String code, String text) {}

  static VerifyResult of(String file, FileVerdict verdict) {
    List<Label> labels = new ArrayList<>();
    for (FoundLabel found : verdict.read().layers()) {
      labels.add(
          new Label(found.carrier(), found.fields().map(VerifyResult::fields).orElse(Map.of())));
    }
    List<Note> notes = new ArrayList<>();
    verdict.read().findings().forEach(f -> notes.add(new Note(f.code(), f.detail())));
    verdict.notes().forEach(n -> notes.add(new Note(n.code(), n.text())));
    return new VerifyResult(
        file,
        verdict.status(),
        verdict.read().mimeType(),
        verdict.sha256(),
        labels,
        verdict.entry().map(entry -> entry.index()),
        verdict.entry().map(entry -> entry.record().generationId()).orElse(""),
        notes,
        VerifyLayers.of(verdict));
  }

  static VerifyResult of(String file, VerifyContentResponse response) {
    List<Label> labels = new ArrayList<>();
    response
        .getLabelsList()
        .forEach(label -> labels.add(new Label(label.getCarrier(), label.getFieldsMap())));
    List<Note> notes = new ArrayList<>();
    response.getFindingsList().forEach(f -> notes.add(new Note(f.getCode(), f.getMessage())));
    return new VerifyResult(
        file,
        switch (response.getVerdict()) {
          case VERDICT_LABELED -> Verdict.Status.LABELED;
          case VERDICT_NO_LABEL -> Verdict.Status.NO_LABEL;
          case VERDICT_BROKEN -> Verdict.Status.BROKEN;
          case VERDICT_UNREADABLE, VERDICT_UNSPECIFIED, UNRECOGNIZED -> Verdict.Status.UNREADABLE;
        },
        response.getMimeType(),
        Text.hex(response.getSha256()),
        labels,
        response.hasLogIndex() ? Optional.of(response.getLogIndex()) : Optional.empty(),
        response.getRequestId(),
        notes,
        VerifyLayers.of(response));
  }

  /** As interface.md promises: 0 labelled and intact, 1 none, 2 broken, 3 not readable. */
  int exitCode() {
    return switch (status) {
      case LABELED -> 0;
      case NO_LABEL -> 1;
      case BROKEN -> 2;
      case UNREADABLE -> 3;
    };
  }

  String verdict() {
    return switch (status) {
      case LABELED -> "labelled and intact";
      case NO_LABEL -> "no label found";
      case BROKEN -> "BROKEN OR TAMPERED";
      case UNREADABLE -> "could not be read";
    };
  }

  String toText() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("  type", mimeType));
    if (!sha256.isEmpty()) {
      lines.add(List.of("  sha256", sha256));
    }
    for (Label label : labels) {
      lines.add(List.of("  label", label.carrier()));
      label
          .fields()
          .forEach(
              (name, value) -> {
                if (!value.isEmpty()) {
                  lines.add(List.of("", name + " " + Text.printable(value)));
                }
              });
    }
    layers.addTo(lines);
    logIndex.ifPresent(index -> lines.add(List.of("  log", "record " + index)));
    if (!requestId.isEmpty()) {
      lines.add(List.of("  generation", requestId));
    }
    findings.forEach(
        note -> lines.add(List.of("  note", note.code() + ": " + Text.printable(note.text()))));
    return file + ": " + verdict() + "\n" + Text.table(lines);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file);
    json.put("verdict", status.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    json.put("exitCode", exitCode());
    json.put("mimeType", mimeType);
    json.put("sha256", sha256);
    List<Object> found = new ArrayList<>();
    for (Label label : labels) {
      found.add(Map.of("carrier", label.carrier(), "fields", label.fields()));
    }
    json.put("labels", found);
    layers.addTo(json);
    logIndex.ifPresent(index -> json.put("logIndex", index));
    if (!requestId.isEmpty()) {
      json.put("requestId", requestId);
    }
    List<Object> notes = new ArrayList<>();
    findings.forEach(note -> notes.add(Map.of("code", note.code(), "message", note.text())));
    json.put("findings", notes);
    return json;
  }

  private static Map<String, String> fields(AigcLabel label) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Label", label.label());
    fields.put("ContentProducer", label.contentProducer());
    fields.put("ProduceID", label.produceId());
    fields.put("ReservedCode1", label.reservedCode1());
    fields.put("ContentPropagator", label.contentPropagator());
    fields.put("PropagateID", label.propagateId());
    fields.put("ReservedCode2", label.reservedCode2());
    return fields;
  }
}
