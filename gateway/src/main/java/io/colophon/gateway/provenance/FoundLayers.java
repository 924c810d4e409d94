package io.colophon.gateway.provenance;

import io.colophon.labeling.credentials.read.ManifestReport;
import io.colophon.labeling.watermark.Detection;
import java.util.List;
import java.util.Optional;

/**
 * The layers of a label beside its metadata.
 *
 * @param credentials what validating the C2PA manifest showed; empty without a manifest
 * @param watermark the mark; empty when none was found
 * @param notes why a layer could not be looked at
 */
public record FoundLayers(
    Optional<ManifestReport> credentials,
    Optional<Detection> watermark,
    List<FileVerdict.Note> notes) {

  /** Nothing found, nothing to say. */
  public static final FoundLayers NONE =
      new FoundLayers(Optional.empty(), Optional.empty(), List.of());

  public FoundLayers {
    notes = List.copyOf(notes);
  }

  /** Whether an intact manifest says that a machine made the content or part of it. */
  boolean sayMachineMade() {
    return credentials
        .filter(report -> report.state() != ManifestReport.State.INVALID)
        .map(ManifestReport::digitalSourceTypes)
        .filter(types -> types.stream().anyMatch(FoundLayers::isOfAMachine))
        .isPresent();
  }

  /** Whether there is a manifest that is not in order. */
  boolean haveBrokenManifest() {
    return credentials.filter(report -> report.state() == ManifestReport.State.INVALID).isPresent();
  }

  /** Terms of the IPTC for content that a model made or changed. */
  static boolean isOfAMachine(String digitalSourceType) {
    return digitalSourceType.endsWith("/trainedAlgorithmicMedia")
        || digitalSourceType.endsWith("/compositeWithTrainedAlgorithmicMedia")
        || digitalSourceType.endsWith("/algorithmicallyEnhanced")
        || digitalSourceType.endsWith("/compositeSynthetic");
  }
}
