package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * MP4, QuickTime and M4A (ISO/IEC 14496-12), plain or fragmented. The label is a named item of
 * {@code moov/udta/meta} (TC260-PG-20257A 6.1.1), the manifest store a {@code uuid} box right
 * behind {@code ftyp} (C2PA 2.2, A.5.1). Boxes move, so every place that is named anywhere moves
 * along; samples are copied as they are.
 */
final class Mp4Writer implements LabelWriter {
  @Override
  public Set<String> mimeTypes() {
    return Set.of(
        "video/mp4",
        "video/x-m4v",
        "video/quicktime",
        "video/3gpp",
        "video/3gpp2",
        "application/mp4",
        "audio/mp4",
        "audio/m4a",
        "audio/x-m4a",
        "audio/x-m4b");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.of(BindingKind.BMFF);
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    return new Mp4Copy(input, metadata.label().toJson(), storeBytes, output).write();
  }
}
