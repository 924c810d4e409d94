package io.colophon.gateway.config;

/** Which way words go. */
public enum ScreeningDirection {
  /** From the caller to the model. */
  INPUT,
  /** From the model to the caller. */
  OUTPUT,
  /** In and out. */
  BOTH
}
