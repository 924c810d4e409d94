package io.colophon.gateway.config;

/** Where an exporter begins that was never there. */
public enum ExportStart {
  /** With the first entry. */
  BEGINNING,
  /** With what comes now. */
  NOW
}
