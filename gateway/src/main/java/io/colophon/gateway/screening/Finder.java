package io.colophon.gateway.screening;

/** Looks for one kind of thing. Immutable; its time is in proportion to the text. */
interface Finder {

  /**
   * Looks at a text.
   *
   * @param from where to begin; what is before it was looked at, and only says what stands beside
   * @param whole whether nothing will follow
   */
  void find(NormalText text, int from, boolean whole, Findings findings);

  /**
   * How much new text is worth a look, in characters: a finder that lets text wait in any case need
   * not look at every piece. 0 for every piece.
   */
  default int step() {
    return 0;
  }
}
