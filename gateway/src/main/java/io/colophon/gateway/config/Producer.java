package io.colophon.gateway.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The operator that faces the caller, as labels name it: {@code ContentProducer} in a Chinese
 * metadata label. Either a code of 27 digits and capitals (TC260-PG-20252A) or a name in the
 * characters that labels may hold (GB 45438-2025, Annex E).
 *
 * @param text the code or name
 */
public record Producer(String text) {
  private static final int MAX_LENGTH = 128;
  private static final Pattern LOOKS_LIKE_CODE = Pattern.compile("00[0-9A-Z]{25}");
  private static final Pattern CODE = Pattern.compile("00[0-9A-Z]{20}(00000|[12][0-9A-Z]{4})");

  /** 0x21 to 0x7E without the double quote and the backslash. */
  private static final Pattern NAME =
      Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1," + MAX_LENGTH + "}");

  /** Digits of the unified social credit code, GB 32100-2015: no I, O, S, V, Z. */
  private static final String CREDIT_CODE_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  /**
   * Reads a code or a name.
   *
   * @throws IllegalArgumentException for anything else; the message says what is expected
   */
  public static Producer parse(String text) {
    problem(text)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return new Producer(text);
  }

  /** What is wrong with a name or code; empty if nothing is. */
  private static Optional<String> problem(String text) {
    if (!NAME.matcher(text).matches()) {
      return Optional.of(
          "expected a code of 27 digits and capitals or a name of 1 to "
              + MAX_LENGTH
              + " characters of ASCII without spaces, double quotes and backslashes");
    }
    if (!LOOKS_LIKE_CODE.matcher(text).matches()) {
      return Optional.empty();
    }
    if (!CODE.matcher(text).matches()) {
      return Optional.of(
          "expected a code that ends in 00000, or in 1 or 2 and four digits or capitals");
    }
    boolean ofOrganisation = text.startsWith("0011");
    return ofOrganisation && !checkDigitFits(text.substring(4, 22))
        ? Optional.of(
            "expected a code whose characters 5 to 22 are a unified social credit code, the check"
                + " digit of this one is wrong")
        : Optional.empty();
  }

  /** Whether it is a code rather than a name. */
  public boolean isCode() {
    return CODE.matcher(text).matches();
  }

  @Override
  public String toString() {
    return text;
  }

  /** The last of 18 digits is 31 minus the sum of digit times 3^i, modulo 31. */
  private static boolean checkDigitFits(String creditCode) {
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < 17; i++) {
      int digit = CREDIT_CODE_DIGITS.indexOf(creditCode.charAt(i));
      if (digit < 0) {
        return false;
      }
      sum += digit * weight;
      weight = weight * 3 % 31;
    }
    return CREDIT_CODE_DIGITS.indexOf(creditCode.charAt(17)) == (31 - sum % 31) % 31;
  }
}
