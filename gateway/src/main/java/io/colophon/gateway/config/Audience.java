package io.colophon.gateway.config;

/** Whom the output of a generation is for, where a law asks. */
public enum Audience {
  /** The public in mainland China: the model must be filed there. */
  PUBLIC_CN
}
