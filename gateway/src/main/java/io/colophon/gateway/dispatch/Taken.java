package io.colophon.gateway.dispatch;

/** What becomes of an event. */
enum Taken {
  /** It passes, and one less is wanted. */
  TAKEN,
  /** It does not pass, but the next one may. */
  HELD_BACK,
  /** Nobody wants anything of this attempt any more. */
  IGNORED
}
