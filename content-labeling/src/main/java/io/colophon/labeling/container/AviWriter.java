package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * AVI, also with OpenDML extensions. The label stands in the list {@code INFO}, the manifest store
 * is the last chunk of the first RIFF (C2PA 2.2, A.3.6).
 */
final class AviWriter implements LabelWriter {
  @Override
  public Set<String> mimeTypes() {
    return Set.of("video/x-msvideo", "video/avi", "video/msvideo", "video/vnd.avi");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.of(BindingKind.DATA);
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    return new AviCopy(input, output, storeBytes).write(metadata.label().toJson());
  }
}
