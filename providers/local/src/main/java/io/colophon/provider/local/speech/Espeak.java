package io.colophon.provider.local.speech;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The program espeak-ng where an operator installed it: a formant synthesizer for about a hundred
 * languages. It runs as a process of its own and gets the text on standard input, never as an
 * argument. Immutable.
 */
public final class Espeak {
  /** Slowest and fastest speed, its own pace being 1: 80 and 450 words per minute. */
  public static final double SLOWEST = 80.0 / EspeakVoice.OWN_WORDS_PER_MINUTE;

  public static final double FASTEST = 450.0 / EspeakVoice.OWN_WORDS_PER_MINUTE;

  private static final int LISTING_LIMIT_BYTES = 256 * 1024;
  private static final long LISTING_SECONDS = 5;

  /** Tags under which callers ask for languages that espeak-ng lists under another. */
  private static final Map<String, String> OTHER_TAGS =
      Map.of(
          "zh", "cmn", "zh-hk", "yue", "zh-mo", "yue", "en", "en-us", "fr", "fr-fr", "no", "nb",
          "nn", "nb", "tl", "fil", "iw", "he");

  private final Path program;
  private final Set<String> languages;

  private Espeak(Path program, Set<String> languages) {
    this.program = program;
    this.languages = languages;
  }

  /** Whether the program is there to be started; looks at the file and starts nothing. */
  public static boolean isInstalled(Path program) {
    return Files.isRegularFile(program) && Files.isExecutable(program);
  }

  /**
   * Asks the program which languages it speaks; takes some 10 ms.
   *
   * @throws IOException if it does not answer within 5 s
   */
  public static Espeak load(Path program) throws IOException {
    Process process = start(List.of(program.toString(), "--voices"));
    try {
      process.getOutputStream().close();
      byte[] listing = process.getInputStream().readNBytes(LISTING_LIMIT_BYTES);
      if (!process.waitFor(LISTING_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(program + " --voices did not list its voices");
      }
      return new Espeak(program, parse(new String(listing, StandardCharsets.UTF_8)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + program + " listed its voices", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Language tags as espeak-ng writes them, in lower case. */
  public Set<String> languages() {
    return languages;
  }

  /**
   * The voice for a language.
   *
   * @param tag BCP 47; regions that are not listed fall back to the language
   * @return empty when the program does not speak it
   */
  public Optional<SpeechEngine> voice(String tag) {
    String wanted = tag.toLowerCase(Locale.ROOT).replace('_', '-');
    while (true) {
      String listed = OTHER_TAGS.getOrDefault(wanted, wanted);
      if (languages.contains(listed)) {
        return Optional.of(new EspeakVoice(program, listed));
      }
      int dash = wanted.lastIndexOf('-');
      if (dash < 0) {
        return Optional.empty();
      }
      wanted = wanted.substring(0, dash);
    }
  }

  /** The environment of this process holds secrets that are none of the program's business. */
  static Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  /**
   * Reads the table that {@code --voices} prints: priority, language, age and gender, name, file.
   */
  static Set<String> parse(String listing) {
    Set<String> languages = new LinkedHashSet<>();
    listing
        .lines()
        .skip(1)
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length >= 4 && columns[1].matches("[a-z][a-zA-Z0-9-]*"))
        .forEach(columns -> languages.add(columns[1].toLowerCase(Locale.ROOT)));
    return Set.copyOf(languages);
  }
}
