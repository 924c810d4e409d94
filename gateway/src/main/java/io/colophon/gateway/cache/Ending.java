package io.colophon.gateway.cache;

/** How an answer that others wait for has ended, for them. */
sealed interface Ending {

  /** It is whole. */
  record Whole(Recording recording) implements Ending {}

  /** It failed. */
  record Failed(Throwable failure) implements Ending {}

  /** Its caller left, or it was cut: somebody else may ask. */
  record Left() implements Ending {}

  /** It is not one to be kept: each has to ask by himself. */
  record NotKept() implements Ending {}
}
