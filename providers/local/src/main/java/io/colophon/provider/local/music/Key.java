package io.colophon.provider.local.music;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tonic and a mode.
 *
 * @param tonic pitch class, 0 is C, 11 is B
 * @param minor natural minor; otherwise major
 */
record Key(int tonic, boolean minor) {
  private static final int[] MAJOR = {0, 2, 4, 5, 7, 9, 11};
  private static final int[] MINOR = {0, 2, 3, 5, 7, 8, 10};
  private static final String LETTERS = "CDEFGAB";

  private static final Pattern WITH_MODE =
      Pattern.compile("\\b([A-Ga-g])(?:[ -]?(sharp|flat)|(#|♯|b|♭))?[ -]?(major|minor|maj|min)\\b");
  private static final Pattern KEY_OF =
      Pattern.compile("\\b(?:key of|in|key:)\\s+([A-G])(?:[ -]?(sharp|flat)|(#|♯|b|♭))?(?![\\w'])");
  private static final Pattern CHINESE =
      Pattern.compile("([升降])?\\s*([A-Ga-g])\\s*(#|♯|b|♭)?\\s*(大调|小调)");

  /** Semitones above the tonic of a scale degree; degrees beyond 6 are octaves higher. */
  int semitones(int degree) {
    int[] scale = minor ? MINOR : MAJOR;
    return 12 * Math.floorDiv(degree, 7) + scale[Math.floorMod(degree, 7)];
  }

  /** Sharps, or flats as a negative number, of its signature: -7 to 7. */
  int signature() {
    int major = minor ? (tonic + 3) % 12 : tonic;
    int sharps = major * 7 % 12;
    return sharps > 6 ? sharps - 12 : sharps;
  }

  /** The key that a prompt names; empty when it names none. "A" alone is taken for the article. */
  static Optional<Key> find(String prompt) {
    Matcher chinese = CHINESE.matcher(prompt);
    if (chinese.find()) {
      int shift = "升".equals(chinese.group(1)) ? 1 : "降".equals(chinese.group(1)) ? -1 : 0;
      return Optional.of(
          key(
              chinese.group(2),
              shift + accidental(null, chinese.group(3)),
              chinese.group(4).equals("小调")));
    }
    Matcher withMode = WITH_MODE.matcher(prompt);
    if (withMode.find()) {
      return Optional.of(
          key(
              withMode.group(1),
              accidental(withMode.group(2), withMode.group(3)),
              withMode.group(4).startsWith("min")));
    }
    Matcher keyOf = KEY_OF.matcher(prompt);
    if (keyOf.find() && !keyOf.group().endsWith(" A")) {
      return Optional.of(key(keyOf.group(1), accidental(keyOf.group(2), keyOf.group(3)), false));
    }
    return Optional.empty();
  }

  private static Key key(String letter, int accidental, boolean minor) {
    int degree = LETTERS.indexOf(Character.toUpperCase(letter.charAt(0)));
    return new Key(Math.floorMod(MAJOR[degree] + accidental, 12), minor);
  }

  private static int accidental(
      @org.jspecify.annotations.Nullable String word,
      @org.jspecify.annotations.Nullable String sign) {
    if ("sharp".equals(word) || "#".equals(sign) || "♯".equals(sign)) {
      return 1;
    }
    return "flat".equals(word) || "b".equals(sign) || "♭".equals(sign) ? -1 : 0;
  }
}
