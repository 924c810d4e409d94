package io.colophon.labeling;

import java.util.regex.Pattern;

/**
 * The 27-character provider code of TC260-PG-20252A: {@code 00}, subject type, binding, 18
 * characters of subject code, service type, 4 characters of model code. Where it is bound to a
 * unified social credit code (binding {@code 1}), that code's check character is the one of GB
 * 32100.
 */
public final class ProviderCode {
  private static final Pattern FORM = Pattern.compile("00[0-9A-Z]{20}(00000|[12][0-9A-Z]{4})");
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int SUBJECT_START = 4;
  private static final int SUBJECT_LENGTH = 18;

  /** What a value is. */
  public enum Kind {
    /** A provider code in order. */
    VALID,
    /** Has the form of a provider code, but the credit code in it has a wrong check character. */
    WRONG_CHECK_CHARACTER,
    /** Not a provider code; Annex E allows a name as well. */
    NOT_A_CODE
  }

  private ProviderCode() {}

  /** Judges a {@code ContentProducer} or {@code ContentPropagator}. */
  public static Kind judge(String value) {
    if (!FORM.matcher(value).matches()) {
      return Kind.NOT_A_CODE;
    }
    boolean credit = value.charAt(2) == '1' && value.charAt(3) == '1';
    if (credit && !isCreditCode(value.substring(SUBJECT_START, SUBJECT_START + SUBJECT_LENGTH))) {
      return Kind.WRONG_CHECK_CHARACTER;
    }
    return Kind.VALID;
  }

  /** Whether 18 characters are a unified social credit code with the right check character. */
  public static boolean isCreditCode(String value) {
    if (value.length() != SUBJECT_LENGTH) {
      return false;
    }
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < SUBJECT_LENGTH - 1; i++) {
      int digit = ALPHABET.indexOf(value.charAt(i));
      if (digit < 0) {
        return false;
      }
      sum += digit * weight;
      weight = weight * 3 % 31;
    }
    return ALPHABET.indexOf(value.charAt(SUBJECT_LENGTH - 1)) == (31 - sum % 31) % 31;
  }
}
