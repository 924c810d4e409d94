package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * WebM and Matroska (RFC 9559). The label is a {@code SimpleTag} before the first cluster, where
 * readers that cannot jump find it; C2PA has no place for manifests in this format.
 */
final class MatroskaWriter implements LabelWriter {
  @Override
  public Set<String> mimeTypes() {
    return Set.of(
        "video/webm",
        "audio/webm",
        "video/matroska",
        "video/x-matroska",
        "audio/matroska",
        "audio/x-matroska",
        "application/x-matroska");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.empty();
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    if (storeBytes != 0) {
      throw new IllegalArgumentException("no room for a store of " + storeBytes + " bytes");
    }
    return new MatroskaCopy(input, output).write(metadata.label().toJson());
  }
}
