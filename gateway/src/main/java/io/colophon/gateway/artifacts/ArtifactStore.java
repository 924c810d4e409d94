package io.colophon.gateway.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Where media that jobs put out are kept. A name is {@code FOLDER/FILE}, each of letters, digits,
 * {@code -}, {@code _} and {@code .}; the folder is the job's id. Calls block. Thread-safe.
 */
public interface ArtifactStore extends AutoCloseable {

  /**
   * Takes a complete file; it is durable under its name when this returns, and replaces what was
   * there.
   *
   * @param mimeType of its bytes
   * @param file is moved or read; may be gone afterwards
   */
  void put(String name, String mimeType, Path file) throws IOException;

  /**
   * How many bytes it has.
   *
   * @throws java.nio.file.NoSuchFileException if there is none of that name
   */
  long size(String name) throws IOException;

  /**
   * Reads it.
   *
   * @param from position of the first byte, 0 to its size
   * @return to be closed by the caller
   * @throws java.nio.file.NoSuchFileException if there is none of that name
   */
  InputStream read(String name, long from) throws IOException;

  /** Deletes everything of a folder; harmless if there is nothing. */
  void deleteFolder(String folder) throws IOException;

  @Override
  void close();
}
