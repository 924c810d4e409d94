package io.colophon.labeling;

import io.colophon.labeling.container.LabelSink;
import io.colophon.labeling.container.MediaFormat;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.StorePlace;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells where the C2PA manifest store of a file stands, and nothing else. */
final class StoreFinder implements LabelSink {
  private @Nullable StorePlace first;

  private StoreFinder() {}

  /**
   * The first store of a file; empty when it has none or is of no known type.
   *
   * @throws io.colophon.labeling.container.MalformedMediaException if the file is broken
   */
  static Optional<StorePlace> find(Source file) throws IOException {
    Optional<MediaFormat> format = Formats.of(file.head(MediaFormat.HEAD_BYTES));
    StoreFinder finder = new StoreFinder();
    if (format.isPresent()) {
      format.get().read(file, finder);
    }
    return Optional.ofNullable(finder.first);
  }

  @Override
  public void manifest(StorePlace place) {
    if (first == null) {
      first = place;
    }
  }
}
