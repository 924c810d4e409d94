package io.colophon.metering.ledger;

/** What can be told from a usage id alone. */
final class UsageIds {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int ULID_LENGTH = 26;
  private static final int TIME_LENGTH = 10;

  /** Of an id that tells no time. */
  static final long NO_TIME = -1;

  private UsageIds() {}

  /**
   * When the id was made, in milliseconds since 1970: the first ten digits of a ULID, also where
   * {@code -p1} follows it. {@link #NO_TIME} of any other id.
   */
  static long millis(String usageId) {
    int length = usageId.length();
    if (length < ULID_LENGTH
        || (length > ULID_LENGTH && usageId.charAt(ULID_LENGTH) != '-')
        || usageId.charAt(0) > '7') {
      return NO_TIME;
    }
    long millis = 0;
    for (int i = 0; i < ULID_LENGTH; i++) {
      int digit = DIGITS.indexOf(usageId.charAt(i));
      if (digit < 0) {
        return NO_TIME;
      }
      if (i < TIME_LENGTH) {
        millis = millis << 5 | digit;
      }
    }
    return millis;
  }

  /** 64 bits that are the same for the same id only, but for one pair in some 10^19. */
  static long hash(String usageId) {
    long hash = 0x9E3779B97F4A7C15L;
    for (int i = 0; i < usageId.length(); i++) {
      hash = (hash ^ usageId.charAt(i)) * 0xD6E8FEB86659FD93L;
      hash ^= hash >>> 32;
    }
    // the finalizer of splitmix64
    hash = (hash ^ hash >>> 30) * 0xBF58476D1CE4E5B9L;
    hash = (hash ^ hash >>> 27) * 0x94D049BB133111EBL;
    return hash ^ hash >>> 31;
  }
}
