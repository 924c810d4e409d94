package io.colophon.gateway.screening;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file of words, one a line; empty lines and those that begin with {@code #} are left out. */
final class WordsFile {
  private static final long MAX_BYTES = 16L << 20;
  private static final int MAX_LENGTH = 256;

  private WordsFile() {}

  /**
   * @param rule for messages
   * @throws IllegalArgumentException if it cannot be read as such
   */
  static List<String> read(String rule, Path file) {
    String where = "screening.rules." + rule + ".words-file: " + file;
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalArgumentException(where + " is larger than " + MAX_BYTES + " bytes");
      }
      List<String> words =
          Files.readAllLines(file, StandardCharsets.UTF_8).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .toList();
      for (String word : words) {
        if (word.length() > MAX_LENGTH) {
          throw new IllegalArgumentException(
              where + " has a word of " + word.length() + " characters, expected at most 256");
        }
      }
      return words;
    } catch (CharacterCodingException notText) {
      throw new IllegalArgumentException(where + " is not UTF-8 text", notText);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(where + " cannot be read", unreadable);
    }
  }
}
