package io.colophon.benchmarks.load;

/** The texts that servers under load put out, so that the client can tell a wrong answer. */
public final class AnswerText {
  /** Model name of the short answer: {@link #SHORT} in {@link #SHORT_PIECE} pieces. */
  public static final String SHORT_MODEL = "load-short";

  /** Model name of the long answer: {@link #LONG} in pieces of {@link #LONG_PIECE}. */
  public static final String LONG_MODEL = "load-long";

  /** Model name of the same long answer, one piece every {@link #PACE_MILLIS}. */
  public static final String PACED_MODEL = "load-paced";

  /** Milliseconds from one piece to the next: 200 tokens a second, a fast model. */
  public static final int PACE_MILLIS = 5;

  /** 200 characters. */
  public static final String SHORT = "twenty characters ab".repeat(10);

  /** Characters in one piece of {@link #SHORT}: 10 pieces, as a vendor's stream would have. */
  public static final int SHORT_PIECE = 20;

  /** 1600 characters. */
  public static final String LONG = "sixteen letters ".repeat(100);

  /** Characters in one piece of {@link #LONG}: 100 pieces. */
  public static final int LONG_PIECE = 16;

  private AnswerText() {}
}
