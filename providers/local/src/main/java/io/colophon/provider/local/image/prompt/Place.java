package io.colophon.provider.local.image.prompt;

/** Where in the picture something stands. */
public enum Place {
  ANYWHERE,
  LEFT,
  CENTRE,
  RIGHT,
  FAR,
  NEAR
}
