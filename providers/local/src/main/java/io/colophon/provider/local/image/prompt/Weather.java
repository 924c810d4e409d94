package io.colophon.provider.local.image.prompt;

/** What the air is full of. */
public enum Weather {
  CLEAR,
  CLOUDY,
  RAIN,
  STORM,
  SNOW,
  FOG
}
