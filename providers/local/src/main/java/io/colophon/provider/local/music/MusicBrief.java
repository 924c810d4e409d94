package io.colophon.provider.local.music;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a prompt in English or Chinese asks of a piece. What it does not say is empty, and is chosen
 * by the composer.
 *
 * @param key tonic and mode
 * @param minor mode without a tonic
 * @param beatsPerMinute within {@value #SLOWEST} to {@value #FASTEST}; a prompt's figure outside is
 *     brought inside
 * @param pace -2 very slow to 2 very fast, 0 when nothing is said
 * @param instruments in the order in which they are named
 * @param drums true for wanted, false for expressly unwanted
 * @param length how long the prompt says it should last
 */
record MusicBrief(
    Optional<Mood> mood,
    Optional<Genre> genre,
    Optional<Key> key,
    Optional<Boolean> minor,
    OptionalInt beatsPerMinute,
    int pace,
    List<Instrument> instruments,
    Optional<Boolean> drums,
    Optional<Duration> length) {
  static final int SLOWEST = 40;
  static final int FASTEST = 220;

  private static final Pattern BPM =
      Pattern.compile(
          "(\\d{2,3})\\s*-?\\s*(?:bpm|beats per minute)|(?:tempo(?:"
              + " of)?|♩\\s*=|bpm)\\s*:?\\s*(\\d{2,3})"
              + "|每分钟\\s*(\\d{2,3})\\s*拍|速度\\s*[:：为]?\\s*(\\d{2,3})",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LENGTH =
      Pattern.compile(
          "(\\d{1,4}(?:\\.\\d{1,3})?)\\s*-?\\s*(seconds?|secs?|s|minutes?|mins?|秒钟?|分钟)(?![a-z])",
          Pattern.CASE_INSENSITIVE);

  private static final Words VERY =
      new Words("very (?:fast|slow)", "presto", "largo", "非常快", "非常慢", "很快", "很慢", "极快");
  private static final Words FAST =
      new Words(
          "fast", "quick", "lively", "allegro", "vivace", "presto", "rapid", "快速", "快节奏", "急促",
          "非常快", "很快", "极快");
  private static final Words SLOW =
      new Words("slow(?:ly)?", "adagio", "andante", "largo", "lento", "慢", "缓慢", "慢速", "舒缓");
  private static final Words MINOR = new Words("minor", "小调");
  private static final Words MAJOR = new Words("major", "大调");
  private static final Words NO_DRUMS =
      new Words("(?:no|without) (?:drums?|percussion)", "无鼓", "没有鼓", "不要鼓");
  private static final Words DRUMS = new Words("drums?", "percussion", "beats?", "鼓", "打击乐");

  MusicBrief {
    instruments = List.copyOf(instruments);
  }

  /** Reads a prompt of any length; never fails. */
  static MusicBrief parse(String prompt) {
    Optional<Boolean> minor =
        MINOR.in(prompt)
            ? Optional.of(true)
            : MAJOR.in(prompt) ? Optional.of(false) : Optional.empty();
    return new MusicBrief(
        Words.first(Mood.values(), prompt),
        Words.first(Genre.values(), prompt),
        Key.find(prompt),
        minor,
        tempo(prompt),
        pace(prompt),
        instruments(prompt),
        drums(prompt),
        length(prompt));
  }

  private static OptionalInt tempo(String prompt) {
    Matcher matcher = BPM.matcher(prompt);
    if (!matcher.find()) {
      return OptionalInt.empty();
    }
    for (int group = 1; group <= matcher.groupCount(); group++) {
      if (matcher.group(group) != null) {
        int asked = Integer.parseInt(matcher.group(group));
        return OptionalInt.of(Math.max(SLOWEST, Math.min(FASTEST, asked)));
      }
    }
    return OptionalInt.empty();
  }

  private static int pace(String prompt) {
    int size = VERY.in(prompt) ? 2 : 1;
    return FAST.in(prompt) ? size : SLOW.in(prompt) ? -size : 0;
  }

  /** An electric guitar is not also taken for a guitar. */
  private static List<Instrument> instruments(String prompt) {
    boolean electricOnly = Instrument.ELECTRIC_GUITAR.words().in(prompt);
    return Arrays.stream(Instrument.values())
        .filter(instrument -> instrument.words().in(prompt))
        .filter(instrument -> !(electricOnly && instrument == Instrument.GUITAR))
        .sorted(Comparator.comparingInt(instrument -> instrument.words().find(prompt)))
        .toList();
  }

  private static Optional<Boolean> drums(String prompt) {
    if (NO_DRUMS.in(prompt)) {
      return Optional.of(false);
    }
    String withoutTempo = BPM.matcher(prompt).replaceAll(" ");
    return DRUMS.in(withoutTempo) ? Optional.of(true) : Optional.empty();
  }

  private static Optional<Duration> length(String prompt) {
    Matcher matcher = LENGTH.matcher(prompt);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String unit = matcher.group(2).toLowerCase(java.util.Locale.ROOT);
    double seconds =
        Double.parseDouble(matcher.group(1))
            * (unit.startsWith("m") || unit.startsWith("分") ? 60 : 1);
    return Optional.of(Duration.ofMillis(Math.round(seconds * 1000)));
  }
}
