package io.colophon.gateway.screening;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Set;

/**
 * Numbers of Chinese resident identity cards as GB 11643-1999 has them: six digits of the region
 * (the first two a province of GB/T 2260), eight of the date of birth, three of the order, and a
 * check character by ISO 7064 MOD 11-2. The older form of 15 digits has no checksum and is not
 * looked for.
 */
final class ResidentId {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final int MODULUS = 11;
  private static final int FIRST_YEAR = 1850;
  private static final int LAST_YEAR = 2150;
  private static final Set<Integer> PROVINCES =
      Set.of(
          11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50,
          51, 52, 53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91);

  private ResidentId() {}

  /**
   * Whether the number can be one.
   *
   * @param digits at least 17
   * @param check the last character, 0 to 9, or 10 for X
   */
  static boolean isValid(int[] digits, int check) {
    return PROVINCES.contains(number(digits, 0, 2)) && hasDate(digits) && check == check(digits);
  }

  private static boolean hasDate(int[] digits) {
    int year = number(digits, 6, 4);
    int month = number(digits, 10, 2);
    int day = number(digits, 12, 2);
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > 31) {
      return false;
    }
    try {
      return LocalDate.of(year, month, day).getDayOfMonth() == day;
    } catch (DateTimeException noSuchDay) {
      return false; // such as 30 February
    }
  }

  private static int check(int[] digits) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * digits[i];
    }
    return (12 - sum % MODULUS) % MODULUS;
  }

  private static int number(int[] digits, int from, int count) {
    int number = 0;
    for (int i = from; i < from + count; i++) {
      number = 10 * number + digits[i];
    }
    return number;
  }
}
