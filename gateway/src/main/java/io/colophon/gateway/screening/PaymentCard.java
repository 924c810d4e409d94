package io.colophon.gateway.screening;

/**
 * Numbers of payment cards (ISO/IEC 7812-1): the Luhn checksum, and the ranges and lengths that the
 * large schemes use. A number of digits by chance passes the checksum one time in ten, which is why
 * the range counts.
 */
final class PaymentCard {

  private PaymentCard() {}

  /** Whether the first {@code count} digits can be one. */
  static boolean isValid(int[] digits, int count) {
    return hasRange(number(digits, 6), count) && hasLuhn(digits, count);
  }

  private static boolean hasRange(int iin, int count) {
    int two = iin / 10_000;
    int three = iin / 1000;
    int four = iin / 100;
    if (iin / 100_000 == 4) {
      return count == 13 || count == 16 || count == 19; // Visa
    }
    if (two >= 51 && two <= 55 || four >= 2221 && four <= 2720) {
      return count == 16; // Mastercard
    }
    if (two == 34 || two == 37) {
      return count == 15; // American Express
    }
    if (two == 36 || two == 38 || two == 39 || three >= 300 && three <= 305) {
      return count >= 14; // Diners Club
    }
    if (four >= 3528 && four <= 3589 || four >= 2200 && four <= 2204) {
      return count >= 16; // JCB, Mir
    }
    if (two == 62 || two == 81 || two == 60 || two == 64 || two == 65) {
      return count >= 16; // UnionPay, Discover, RuPay
    }
    return two == 50 || two >= 56 && two <= 58 || two == 63 || two == 67; // Maestro
  }

  private static boolean hasLuhn(int[] digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int digit = digits[count - 1 - i];
      int doubled = i % 2 == 0 ? digit : 2 * digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  private static int number(int[] digits, int count) {
    int number = 0;
    for (int i = 0; i < count; i++) {
      number = 10 * number + digits[i];
    }
    return number;
  }
}
