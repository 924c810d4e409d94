package io.colophon.gateway.config;

/** How many events an HTTP request holds. */
public enum HttpExportMode {
  /** As many as fit. */
  BATCH,
  /** One. */
  SINGLE
}
