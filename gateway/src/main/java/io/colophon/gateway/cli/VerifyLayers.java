package io.colophon.gateway.cli;

import io.colophon.gateway.provenance.FileVerdict;
import io.colophon.labeling.credentials.read.ManifestReport;
import io.colophon.v1.FoundCredentials;
import io.colophon.v1.VerifyContentResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What verifying showed beside the metadata labels.
 *
 * @param manifest the C2PA manifest; empty when there is none
 * @param watermark 16 hex digits of the mark; empty when none was found
 * @param copies records that the file seems to be a copy of
 */
record VerifyLayers(Optional<Manifest> manifest, Optional<String> watermark, List<Copy> copies) {

  /** A manifest and what validating it showed, in the specification's codes. */
  record Manifest(
      String state,
      String urn,
      String signer,
      String generator,
      String sourceType,
      List<String> statuses) {}

  /** A record and what tells that the file is a copy. */
  record Copy(long record, String how) {}

  static VerifyLayers of(FileVerdict verdict) {
    return new VerifyLayers(
        verdict.layers().credentials().map(VerifyLayers::manifest),
        verdict.layers().watermark().map(mark -> String.format("%016x", mark.payload())),
        verdict.copies().stream()
            .map(copy -> new Copy(copy.entry().index(), word(copy.kind())))
            .toList());
  }

  private static Manifest manifest(ManifestReport report) {
    return new Manifest(
        word(report.state()),
        report.active(),
        report.signer().map(ManifestReport.Signer::subject).orElse(""),
        report.claimGenerator(),
        report.digitalSourceTypes().stream()
            .findFirst()
            .map(type -> type.substring(type.lastIndexOf('/') + 1))
            .orElse(""),
        report.findings().stream().map(ManifestReport.Finding::code).distinct().toList());
  }

  static VerifyLayers of(VerifyContentResponse response) {
    return new VerifyLayers(
        response.hasCredentials()
            ? Optional.of(manifest(response.getCredentials()))
            : Optional.empty(),
        response.hasWatermark()
            ? Optional.of(response.getWatermark().getPayload())
            : Optional.empty(),
        response.getCopiesList().stream()
            .map(copy -> new Copy(copy.getLogIndex(), copy.getHow()))
            .toList());
  }

  private static Manifest manifest(FoundCredentials found) {
    return new Manifest(
        found.getState(),
        found.getManifest(),
        found.getSigner(),
        found.getGenerator(),
        found.getDigitalSourceType(),
        found.getStatusesList().stream().map(io.colophon.v1.Finding::getCode).distinct().toList());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  void addTo(List<List<String>> lines) {
    manifest.ifPresent(
        found -> {
          lines.add(List.of("  c2pa", found.state() + " " + Text.printable(found.urn())));
          line(lines, "signer", found.signer());
          line(lines, "generator", found.generator());
          line(lines, "source type", found.sourceType());
          line(lines, "status", String.join(" ", found.statuses()));
        });
    watermark.ifPresent(payload -> lines.add(List.of("  watermark", payload)));
    copies.forEach(
        copy ->
            lines.add(List.of("  copy of", "record " + copy.record() + ", told by " + copy.how())));
  }

  private static void line(List<List<String>> lines, String name, String value) {
    if (!value.isEmpty()) {
      lines.add(List.of("", name + " " + Text.printable(value)));
    }
  }

  void addTo(Map<String, Object> json) {
    manifest.ifPresent(
        found -> {
          Map<String, Object> credentials = new LinkedHashMap<>();
          credentials.put("state", found.state());
          credentials.put("manifest", found.urn());
          credentials.put("signer", found.signer());
          credentials.put("generator", found.generator());
          credentials.put("digitalSourceType", found.sourceType());
          credentials.put("statuses", found.statuses());
          json.put("c2pa", credentials);
        });
    watermark.ifPresent(payload -> json.put("watermark", payload));
    if (!copies.isEmpty()) {
      List<Object> all = new ArrayList<>();
      copies.forEach(copy -> all.add(Map.of("record", copy.record(), "how", copy.how())));
      json.put("copies", all);
    }
  }
}
