package io.colophon.labeling.container;

/** Counts the parts of one file, so that a hostile file ends in a verdict. */
final class Chunks {
  private int count;

  void next() throws MalformedMediaException {
    if (++count > LabelSink.MAX_CHUNKS) {
      throw new MalformedMediaException(
          "file.too-many-parts", "more than " + LabelSink.MAX_CHUNKS + " chunks");
    }
  }
}
