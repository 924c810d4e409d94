package io.colophon.labeling;

/**
 * What people are to see or hear, for every kind of content; each kind looks at its own parts.
 *
 * @param words the words drawn or written, for instance {@code AI生成}; they hold every element that
 *     the regimes ask for
 * @param style how words are drawn
 * @param corner where they are drawn
 * @param textPlace where they stand in a text
 * @param wholeLength in a film, until the end; else the first seconds
 * @param cue how a sound says it
 * @param soundPlace where a sound says it
 */
public record ShownLabel(
    String words,
    Style style,
    Corner corner,
    TextPlace textPlace,
    boolean wholeLength,
    Cue cue,
    SoundPlace soundPlace) {

  /** The shortest words of GB 45438-2025, with AI in front. */
  public static final String CHINESE = "AI生成";

  /** Words for readers of English. */
  public static final String ENGLISH = "AI-generated";

  /** How words are drawn. */
  public enum Style {
    /** The words on a plate. */
    WORDS,
    /** The icon of Annex 1 of the EU Code of Practice, AI in capitals, with the words beside it. */
    EU_ICON
  }

  /** A corner of a picture. */
  public enum Corner {
    TOP_LEFT,
    TOP_RIGHT,
    BOTTOM_LEFT,
    BOTTOM_RIGHT
  }

  /** A place in a text. */
  public enum TextPlace {
    START,
    MIDDLE,
    END
  }

  /** How a sound says it. */
  public enum Cue {
    /** Morse AI: the rhythm of GB 45438-2025 clause 5.3. */
    MORSE,
    /** A voice, in Chinese. */
    SPOKEN_CHINESE,
    /** A voice, in English. */
    SPOKEN_ENGLISH,
    /** A voice in English, then the rhythm. */
    SPOKEN_ENGLISH_AND_MORSE
  }

  /** A place in a sound. */
  public enum SoundPlace {
    START,
    END,
    START_AND_END
  }

  /**
   * Words at the usual places: bottom right, end of the text, first seconds, rhythm at the start.
   */
  public static ShownLabel of(String words) {
    return new ShownLabel(
        words, Style.WORDS, Corner.BOTTOM_RIGHT, TextPlace.END, false, Cue.MORSE, SoundPlace.START);
  }
}
