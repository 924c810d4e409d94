package io.colophon.labeling.provenance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The log as static files in the layout of C2SP tlog-tiles, for whoever checks it: from a path to
 * bytes. The folder can be served or copied as it is; it holds all records, but no personal data.
 * Stateless, thread-safe, blocking.
 */
public final class TileFiles {
  private static final String CHECKPOINT = "checkpoint";

  private final Path folder;

  private TileFiles(Path folder) {
    this.folder = folder;
  }

  /**
   * The files of a log.
   *
   * @param log the log's directory
   */
  public static TileFiles of(Path log) {
    return new TileFiles(LogFiles.tiles(log));
  }

  /** Returns the folder itself. */
  public Path folder() {
    return folder;
  }

  /**
   * Returns a file: {@code checkpoint}, {@code tile/<level>/<number>} or {@code
   * tile/entries/<number>}, without a slash in front.
   *
   * @return empty if there is no such file, or the path is none of these
   */
  public Optional<byte[]> read(String path) throws IOException {
    if (!path.equals(CHECKPOINT) && TilePath.parse(path).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readAllBytes(folder.resolve(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Returns the mime type that tlog-tiles asks for. */
  public static String mimeType(String path) {
    return path.equals(CHECKPOINT) ? "text/plain; charset=utf-8" : "application/octet-stream";
  }

  /** Returns whether the file never changes, so that it may be cached for good. */
  public static boolean isImmutable(String path) {
    return !path.equals(CHECKPOINT);
  }
}
