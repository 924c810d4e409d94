package io.colophon.gateway.relabel;

import io.colophon.gateway.provenance.FileVerdict;
import io.colophon.labeling.AigcLabel;
import io.colophon.labeling.FoundLabel;
import io.colophon.labeling.Verdict;
import io.colophon.labeling.credentials.read.ManifestReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a distributor says of a file that he hands on (Measures for Labelling, Article 6).
 *
 * @param value {@code 1} is, {@code 2} may be, {@code 3} is suspected to be made by a machine;
 *     empty when nothing speaks for it
 * @param label the producer's label; empty when there is none that can be read
 * @param traces what led to it
 */
record Judgement(String value, Optional<AigcLabel> label, List<FileVerdict.Note> traces) {
  private static final String IS = "1";
  private static final String MAY_BE = "2";
  private static final String SUSPECTED = "3";

  /**
   * Judges.
   *
   * @param declared whether whoever uploaded the file says that a machine made it
   */
  static Judgement of(FileVerdict verdict, boolean declared) {
    Optional<AigcLabel> label =
        verdict.read().layers().stream().flatMap(found -> found.fields().stream()).findFirst();
    List<FileVerdict.Note> traces = new ArrayList<>();
    if (label.isPresent()) {
      traces.add(note("metadata", "a metadata label was found"));
      return new Judgement(IS, label, traces);
    }
    if (declared) {
      traces.add(note("declared", "the uploader declares it"));
      return new Judgement(MAY_BE, label, traces);
    }
    traces(verdict, traces);
    return new Judgement(traces.isEmpty() ? "" : SUSPECTED, label, traces);
  }

  private static void traces(FileVerdict verdict, List<FileVerdict.Note> traces) {
    for (FoundLabel found : verdict.read().layers()) {
      traces.add(note("label-unreadable", "a label in " + found.carrier() + " cannot be read"));
    }
    verdict
        .layers()
        .credentials()
        .map(ManifestReport::digitalSourceTypes)
        .filter(
            types ->
                types.stream()
                    .anyMatch(type -> type.toLowerCase(Locale.ROOT).contains("algorithmic")))
        .ifPresent(types -> traces.add(note("c2pa", "a manifest says so")));
    verdict
        .layers()
        .watermark()
        .ifPresent(mark -> traces.add(note("watermark", "a watermark was found")));
    if (verdict.entry().isPresent() || !verdict.copies().isEmpty()) {
      traces.add(note("log", "it is, or looks like, something that was made here"));
    }
    if (verdict.read().status() == Verdict.Status.BROKEN && traces.isEmpty()) {
      verdict.read().findings().stream()
          .filter(finding -> finding.code().startsWith("aigc."))
          .findFirst()
          .ifPresent(finding -> traces.add(note(finding.code(), finding.detail())));
    }
  }

  private static FileVerdict.Note note(String code, String text) {
    return new FileVerdict.Note("trace." + code, text);
  }
}
