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
}
