package io.colophon.provider.local.image.prompt;

/** What leaves and ground look like. */
public enum Season {
  SPRING,
  SUMMER,
  AUTUMN,
  WINTER
}
