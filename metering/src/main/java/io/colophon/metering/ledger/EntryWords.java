package io.colophon.metering.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts that most entries hold, each of which takes one or two bytes there. The list is part of the
 * format: lines may be added at its end, and none may ever change, move or go. A text that is not
 * on it is written out, so nothing depends on the list but size.
 */
final class EntryWords {
  private static final List<String> WORDS = load();
  private static final Map<String, byte[]> HEADS = heads();

  private EntryWords() {}

  /** How many there are. */
  static int count() {
    return WORDS.size();
  }

  /** The word of a number from 0 to {@link #count}, exclusive. */
  static String get(int number) {
    return WORDS.get(number);
  }

  /** A word as it lies in an entry; null of a text that is none. The array must not be changed. */
  static byte @Nullable [] head(String text) {
    return HEADS.get(text);
  }

  private static Map<String, byte[]> heads() {
    Map<String, byte[]> heads = new HashMap<>();
    EntrySink sink = new EntrySink();
    for (int i = 0; i < WORDS.size(); i++) {
      sink.start();
      sink.number(EntryText.head(EntryText.WORD, i));
      if (heads.put(WORDS.get(i), sink.finish().array()) != null) {
        throw new IllegalStateException("'" + WORDS.get(i) + "' is on the list of words twice");
      }
    }
    return heads;
  }

  private static List<String> load() {
    try (InputStream file = EntryWords.class.getResourceAsStream("entry-words.txt")) {
      if (file == null) {
        throw new IllegalStateException("entry-words.txt is missing from the program");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
