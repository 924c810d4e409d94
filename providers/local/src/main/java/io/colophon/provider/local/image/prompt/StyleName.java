package io.colophon.provider.local.image.prompt;

/** The way of painting a prompt asks for. */
public enum StyleName {
  PLAIN,
  WATERCOLOUR,
  INK,
  PIXEL,
  SKETCH,
  NEON,
  PASTEL,
  OIL,
  MOSAIC,
  GEOMETRIC,
  NOIR,
  VINTAGE
}
