package io.colophon.labeling;

import io.colophon.labeling.ShownLabel.TextPlace;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Puts words into a text as it flows by. The text itself is never changed: the words stand in a
 * paragraph of their own, before it, after it, or between two of its paragraphs.
 *
 * <p>In the middle means: after the first paragraph that ends beyond {@value #MIDDLE_AFTER}
 * characters, never within a fenced block of code; a text without such a place gets the words at
 * its end (GB 45438-2025 clause 5.1 allows start, end, or a suitable place in the middle).
 *
 * <p>Not thread-safe.
 */
public final class TextLabelStream {
  static final int MIDDLE_AFTER = 600;

  private static final String PARAGRAPH = "\n\n";
  private static final String FENCE = "```";

  private final Set<Jurisdiction> jurisdictions;
  private final TextPlace wanted;
  private Optional<ExplicitLabel> placed = Optional.empty();

  public TextLabelStream(Set<Jurisdiction> jurisdictions, TextPlace place) {
    this.jurisdictions = Set.copyOf(jurisdictions);
    this.wanted = place;
  }

  /** What goes into a text, and where. */
  public record Insertion(int offset, String words) {}

  /**
   * Looks whether the words belong into the newest piece of a text.
   *
   * @param text all of the text so far, the piece included, without words of ours
   * @param from where the piece begins in it
   * @return what to put in, at an offset from {@code from} to the end of the text; empty, most of
   *     the time, when nothing
   */
  public Optional<Insertion> next(CharSequence text, int from) {
    if (wanted == TextPlace.END || placed.isPresent() || text.length() == from) {
      return Optional.empty();
    }
    if (wanted == TextPlace.START) {
      return Optional.of(new Insertion(from, place(text, TextPlace.START) + PARAGRAPH));
    }
    int boundary = boundary(text, from);
    return boundary < 0
        ? Optional.empty()
        : Optional.of(new Insertion(boundary, place(text, TextPlace.MIDDLE) + PARAGRAPH));
  }

  /** What follows the whole text; empty when the words have their place already. */
  public String end(CharSequence text) {
    return placed.isPresent() ? "" : PARAGRAPH + place(text, TextPlace.END);
  }

  /** What was put in; empty before that. */
  public Optional<ExplicitLabel> placed() {
    return placed;
  }

  /** Whether a text is one fenced block of code and nothing else, which words would break. */
  public static boolean isCode(String text) {
    String bare = text.strip();
    return bare.startsWith(FENCE)
        && bare.length() > 2 * FENCE.length()
        && bare.indexOf(FENCE, FENCE.length()) == bare.length() - FENCE.length();
  }

  private String place(CharSequence text, TextPlace place) {
    String words = TextWords.of(jurisdictions, text);
    placed = Optional.of(ExplicitLabel.text(words, place.name().toLowerCase(Locale.ROOT)));
    return words;
  }

  private static int boundary(CharSequence text, int from) {
    // A blank line may have begun in the piece before.
    for (int at = Math.max(MIDDLE_AFTER, from - 1); at + 1 < text.length(); at++) {
      if (text.charAt(at) == '\n'
          && text.charAt(at + 1) == '\n'
          && at + PARAGRAPH.length() > from
          && !isWithinCode(text, at)) {
        return at + PARAGRAPH.length();
      }
    }
    return -1;
  }

  private static boolean isWithinCode(CharSequence text, int end) {
    boolean within = false;
    for (int i = 0; i + FENCE.length() <= end; i++) {
      if (text.charAt(i) == '`' && text.charAt(i + 1) == '`' && text.charAt(i + 2) == '`') {
        within = !within;
        i += FENCE.length() - 1;
      }
    }
    return within;
  }
}
