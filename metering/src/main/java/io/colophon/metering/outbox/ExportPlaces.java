package io.colophon.metering.outbox;

import io.colophon.journal.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How far each exporter has come: one small file each, replaced as a whole and flushed to disk, so
 * that a crash leaves the old place or the new one. Places of exporters that are no longer
 * configured stay, so that they go on where they were when they come back.
 *
 * @param directory made when missing
 */
public record ExportPlaces(Path directory) {
  private static final String ENDING = ".place";
  private static final String HEAD = "colophon-export-place 1 ";

  /** Longest name of an exporter. */
  public static final int LONGEST_NAME = 64;

  /** Whether a name can be one of a file: 1 to 64 of {@code a-z 0-9 -}, no hyphen at the start. */
  public static boolean isName(String name) {
    return name.length() <= LONGEST_NAME && name.matches("[a-z0-9][a-z0-9-]*");
  }

  /**
   * Position of the next entry to send; empty for an exporter that was never there.
   *
   * @throws IOException if the file cannot be read or is not one of ours
   */
  public OptionalLong read(String name) throws IOException {
    String text;
    try {
      text = Files.readString(file(name), StandardCharsets.US_ASCII);
    } catch (NoSuchFileException never) {
      return OptionalLong.empty();
    }
    if (text.startsWith(HEAD) && text.endsWith("\n")) {
      try {
        long place = Long.parseLong(text.substring(HEAD.length(), text.length() - 1));
        if (place >= 0) {
          return OptionalLong.of(place);
        }
      } catch (NumberFormatException notANumber) {
        // said below
      }
    }
    throw new IOException(
        file(name) + " holds " + text.length() + " characters, expected '" + HEAD + "N'");
  }

  /** Keeps a place. On return it is on disk. */
  public void write(String name, long place) throws IOException {
    Files.createDirectories(directory);
    DurableFiles.replace(file(name), StandardCharsets.US_ASCII.encode(HEAD + place + "\n"));
  }

  /** All places that are kept, by name; none where the directory is missing. */
  public TreeMap<String, Long> all() throws IOException {
    TreeMap<String, Long> places = new TreeMap<>();
    if (!Files.isDirectory(directory)) {
      return places;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String fileName = String.valueOf(file.getFileName());
        if (fileName.endsWith(ENDING)) {
          String name = fileName.substring(0, fileName.length() - ENDING.length());
          read(name).ifPresent(place -> places.put(name, place));
        }
      }
    }
    return places;
  }

  Path file(String name) {
    return directory.resolve(name + ENDING);
  }

  /** Where events go that a receiver does not want. */
  Path refused(String name) {
    return directory.resolve(name + ".refused.jsonl");
  }
}
