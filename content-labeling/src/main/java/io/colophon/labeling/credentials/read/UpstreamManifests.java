package io.colophon.labeling.credentials.read;

import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.StorePlace;
import io.colophon.labeling.credentials.UpstreamManifest;
import io.colophon.labeling.credentials.UpstreamManifest.Status;
import io.colophon.labeling.credentials.read.ManifestReport.Finding;
import io.colophon.labeling.credentials.read.ManifestReport.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the manifests a file comes with, so that they can become an ingredient of ours. Immutable,
 * thread-safe, blocking.
 */
public final class UpstreamManifests {
  private static final String HASH = "sha256";

  private final ManifestValidator validator;

  /**
   * @param validator judges the manifest before the file is changed; what it finds is told in the
   *     ingredient
   */
  public UpstreamManifests(ManifestValidator validator) {
    this.validator = validator;
  }

  /**
   * The manifest of a file, also when it does not hold.
   *
   * @param place where the file's format found the store
   * @param mimeType of the file
   * @return empty when the store cannot be read, so that no ingredient can refer to it
   * @throws IOException if the file cannot be read
   */
  public Optional<UpstreamManifest> read(Source file, StorePlace place, String mimeType)
      throws IOException {
    byte[] bytes;
    JumbfBox box;
    Manifest active;
    try {
      bytes = place.read(file);
      box = JumbfReader.read(bytes);
      ManifestStore store = ManifestStore.read(box);
      active = store.manifest(store.active());
    } catch (MalformedMediaException | StoreException e) {
      return Optional.empty();
    }
    ManifestReport report = validator.validate(file, bytes, place.unit());
    // The range may hold padding behind the store.
    byte[] whole = bytes.length == box.end() ? bytes : Arrays.copyOf(bytes, box.end());
    try {
      return Optional.of(
          new UpstreamManifest(
              whole,
              active.label(),
              active.box().hash(HashAlgorithm.digest(HASH)),
              active.signatureBox().hash(HashAlgorithm.digest(HASH)),
              statuses(
                  report,
                  finding -> finding.kind() == Kind.SUCCESS && finding.ingredient().isEmpty()),
              statuses(report, finding -> finding.kind() == Kind.FAILURE),
              active.claim().generator(),
              mimeType));
    } catch (StoreException e) {
      throw new IllegalStateException("no " + HASH, e);
    }
  }

  private static List<Status> statuses(ManifestReport report, Predicate<Finding> wanted) {
    return report.findings().stream()
        .filter(wanted)
        .map(finding -> new Status(finding.code(), finding.url(), finding.explanation()))
        .toList();
  }
}
