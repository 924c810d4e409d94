package io.colophon.labeling;

import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.PlainText;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.StorePlace;
import io.colophon.labeling.credentials.read.ManifestReport;
import io.colophon.labeling.credentials.read.ManifestValidator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Looks at a finished file with the reader that anybody's file is read with. */
final class ReadBack {
  private static final ContentVerifier VERIFIER = new ContentVerifier();

  private ReadBack() {}

  /** Exactly one metadata label, in this place, saying this; the answer is the whole verdict. */
  static Verdict requireLabel(Path file, String carrier, AigcLabel label) throws LabelingException {
    Verdict verdict = VERIFIER.verify(file);
    List<FoundLabel> metadata =
        verdict.layers().stream()
            .filter(layer -> !layer.carrier().equals(PlainText.CARRIER))
            .toList();
    boolean found =
        verdict.status() == Verdict.Status.LABELED
            && metadata.size() == 1
            && metadata.get(0).carrier().equals(carrier)
            && metadata.get(0).fields().equals(Optional.of(label));
    if (!found) {
      throw new LabelingException(
          Reason.READ_BACK_FAILED,
          "metadata label in "
              + carrier
              + " not found again: "
              + verdict.status()
              + " "
              + verdict.findings());
    }
    return verdict;
  }

  /**
   * A manifest that is active, ours, and fits every byte of the file.
   *
   * @param place where the verification of this file saw its store
   */
  static void requireManifest(
      Path file, Optional<StorePlace> place, ManifestValidator validator, String manifest)
      throws LabelingException, IOException {
    if (place.isEmpty()) {
      throw new LabelingException(Reason.READ_BACK_FAILED, "the manifest was not found again");
    }
    try (Source source = Source.open(file)) {
      ManifestReport report = validator.validate(source, place.get());
      if (report.state() == ManifestReport.State.INVALID || !report.active().equals(manifest)) {
        throw new LabelingException(
            Reason.READ_BACK_FAILED,
            "manifest "
                + manifest
                + " does not hold: "
                + report.state()
                + " "
                + report.active()
                + " "
                + report.failures());
      }
    }
  }
}
