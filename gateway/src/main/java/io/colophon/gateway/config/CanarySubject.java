package io.colophon.gateway.config;

/** What always goes the same way while a canary runs. */
public enum CanarySubject {
  /** All requests of a key, or of a tenant where nobody has one. */
  KEY,
  /** All requests of an end user; those that name none go by themselves. */
  END_USER,
  /** Each request by itself. */
  GENERATION
}
