package io.colophon.labeling.provenance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns an end user's name into a pseudonym. The log keeps the pseudonym for good; forgetting a
 * tenant's salt unlinks all of its users from their records.
 */
public final class EndUserHash {
  private static final int MIN_SALT_BYTES = 16;

  private EndUserHash() {}

  /**
   * Returns HMAC-SHA256 of the name under the salt, as 64 hexadecimal digits.
   *
   * @param salt secret, at least 16 bytes, one per tenant
   */
  public static String of(byte[] salt, String endUser) {
    if (salt.length < MIN_SALT_BYTES) {
      throw new IllegalArgumentException(
          "salt of " + salt.length + " bytes, expected at least " + MIN_SALT_BYTES);
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(endUser.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
