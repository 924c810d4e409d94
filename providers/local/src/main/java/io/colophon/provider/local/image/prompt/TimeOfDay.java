package io.colophon.provider.local.image.prompt;

/** Where the light comes from. */
public enum TimeOfDay {
  DAWN,
  DAY,
  SUNSET,
  DUSK,
  NIGHT
}
