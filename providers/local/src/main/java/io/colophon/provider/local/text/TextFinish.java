package io.colophon.provider.local.text;

/** Why a text ended. */
public enum TextFinish {
  /** The model came to its end, or a stop text came up. */
  STOP,
  /** The asked number of tokens, or the model's context, was used up. */
  LENGTH
}
