package io.colophon.metering.compute;

/** What a figure rests on that nobody reported. Said in the basis of the figure. */
enum Assumption {
  CACHE("cache hits not reported: best and upper bound without any"),
  ASKED_SIZE("size as asked for, not as reported"),
  USUAL_SIZE("the model's usual size"),
  ASKED_COUNT("as many as asked for"),
  ASKED_STEPS("steps as asked for"),
  USUAL_STEPS("the model's usual steps"),
  USUAL_GUIDANCE("the model's usual guidance"),
  ASKED_LENGTH("length as asked for"),
  USUAL_LENGTH("the model's usual length"),
  SPOKEN_LENGTH("length from the characters to be spoken"),
  USUAL_WORDS("the usual number of tokens for that much speech"),
  ASSUMED_ACCELERATOR("accelerator not known: from B200 over H100 to A100");

  private static final Assumption[] ALL = values();

  private final String text;

  Assumption(String text) {
    this.text = text;
  }

  int bit() {
    return 1 << ordinal();
  }

  /** A basis with what it assumes. */
  static String join(String basis, int bits) {
    if (bits == 0) {
      return basis;
    }
    StringBuilder joined = new StringBuilder(basis);
    for (Assumption assumption : ALL) {
      if ((bits & assumption.bit()) != 0) {
        joined.append("; ").append(assumption.text);
      }
    }
    return joined.toString();
  }
}
