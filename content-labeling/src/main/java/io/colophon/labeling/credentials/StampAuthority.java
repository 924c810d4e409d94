package io.colophon.labeling.credentials;

import java.time.Instant;

/** Says that bytes existed at a time (RFC 3161). Thread-safe, blocking. */
public interface StampAuthority {
  /**
   * Bytes to keep free for a token of this authority. A token may turn out larger; then it cannot
   * be used.
   */
  int roomBytes();

  /** Whether no manifest may leave without its stamp. */
  boolean required();

  /**
   * Asks for a stamp.
   *
   * @param bytes what is stamped, not hashed
   * @throws CredentialsException if the authority is away, refuses, or answers wrongly
   */
  Stamp stamp(byte[] bytes) throws CredentialsException;

  /**
   * A time stamp.
   *
   * @param token DER of the TimeStampToken
   * @param time when, as the authority says
   */
  record Stamp(byte[] token, Instant time) {}
}
