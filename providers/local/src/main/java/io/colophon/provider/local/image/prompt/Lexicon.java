package io.colophon.provider.local.image.prompt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Words and what they mean, from the resource {@code lexicon.txt}. Immutable. */
final class Lexicon {
  private static final Lexicon BUNDLED = load();

  private final Map<String, List<Meaning>> meanings;
  private final int longestChinese;

  private Lexicon(Map<String, List<Meaning>> meanings) {
    this.meanings = Map.copyOf(meanings);
    this.longestChinese =
        meanings.keySet().stream()
            .filter(form -> form.codePointAt(0) >= 0x2E80)
            .mapToInt(String::length)
            .max()
            .orElse(1);
  }

  /**
   * One thing a word says.
   *
   * @param category such as {@code subject} or {@code colour}
   * @param value within the category; empty where the category says all
   */
  record Meaning(String category, String value) {}

  static Lexicon bundled() {
    return BUNDLED;
  }

  /** What a form means; null where it is not known. */
  @Nullable List<Meaning> find(String form) {
    return meanings.get(form);
  }

  /** Characters of the longest Chinese form. */
  int longestChinese() {
    return longestChinese;
  }

  private static Lexicon load() {
    Map<String, List<Meaning>> meanings = new HashMap<>();
    try (InputStream in =
            Objects.requireNonNull(
                Lexicon.class.getResourceAsStream("lexicon.txt"), "lexicon.txt is not packaged");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          read(line, meanings);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Lexicon(meanings);
  }

  private static void read(String line, Map<String, List<Meaning>> meanings) {
    int equals = line.indexOf(" = ");
    List<Meaning> said = new ArrayList<>();
    for (String meaning : line.substring(0, equals).trim().split(" ", -1)) {
      int colon = meaning.indexOf(':');
      said.add(
          colon < 0
              ? new Meaning(meaning, "")
              : new Meaning(meaning.substring(0, colon), meaning.substring(colon + 1)));
    }
    for (String form : line.substring(equals + 3).split(",", -1)) {
      meanings.putIfAbsent(form.trim(), List.copyOf(said));
    }
  }
}
