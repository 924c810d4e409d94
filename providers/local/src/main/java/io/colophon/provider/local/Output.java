package io.colophon.provider.local;

import java.io.IOException;
import java.nio.file.Path;

/** Where a job puts what it makes. Nothing here waits for the reader. */
interface Output {

  /** The next piece of text; empty text is ignored. */
  void text(String text);

  /** A name for a new file, in a place of our own; the file does not exist yet. */
  Path newFile() throws IOException;

  /**
   * The next whole media output. The file is taken over and is gone from the directory afterwards.
   *
   * @param file complete and closed
   */
  void media(String mimeType, Path file) throws IOException;
}
