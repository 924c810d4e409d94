package io.colophon.gateway.meter;

/**
 * Turns a caller's name for its user into a pseudonym for ledger and log. The salt stays on this
 * machine; without it the records name nobody.
 */
public final class EndUserHash {
  private final byte[] salt;

  /**
   * @param salt at least 16 bytes
   */
  public EndUserHash(byte[] salt) {
    this.salt = salt.clone();
  }

  /** 64 hex digits. */
  public String hash(String endUser) {
    return io.colophon.labeling.provenance.EndUserHash.of(salt, endUser);
  }
}
