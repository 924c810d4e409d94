package io.colophon.gateway.screening;

import io.colophon.gateway.config.PersonalData;
import java.util.EnumSet;
import java.util.Set;

/**
 * Finds personal numbers: runs of digits, in groups parted by single spaces or hyphens or in none,
 * that begin and end where a group does.
 */
final class NumberFinder implements Finder {
  /** The longest number that is looked for has 19 digits; one more says that it goes on. */
  private static final int MOST_DIGITS = 20;

  private final boolean ids;
  private final boolean mobiles;
  private final boolean cards;

  /**
   * @param wanted kinds that are no numbers are left to others
   */
  NumberFinder(Set<PersonalData> wanted) {
    ids = wanted.contains(PersonalData.CN_RESIDENT_ID);
    mobiles = wanted.contains(PersonalData.CN_MOBILE);
    cards = wanted.contains(PersonalData.PAYMENT_CARD);
  }

  /** Whether there is anything for it to find. */
  static boolean finds(Set<PersonalData> wanted) {
    EnumSet<PersonalData> numbers =
        EnumSet.of(PersonalData.CN_RESIDENT_ID, PersonalData.CN_MOBILE, PersonalData.PAYMENT_CARD);
    return wanted.stream().anyMatch(numbers::contains);
  }

  @Override
  public void find(NormalText text, int from, boolean whole, Findings findings) {
    Run run = null;
    for (int i = from; i < text.length(); i++) {
      if (isDigit(text.at(i)) && (i == 0 || !isDigit(text.at(i - 1)))) {
        if (run == null) {
          run = new Run();
        }
        look(text, i, from, whole, run, findings);
      }
    }
  }

  private void look(
      NormalText text, int start, int from, boolean whole, Run run, Findings findings) {
    run.read(text, start);
    int begin = start > from && text.at(start - 1) == '+' ? start - 1 : start;
    if (run.goesToTheEnd && !whole) {
      findings.openFrom(begin);
    }
    int end = Math.max(ids ? id(text, run) : 0, cards ? card(run) : 0);
    if (end > 0) {
      findings.match(start, end);
    }
    int mobile = mobiles ? mobile(run) : 0;
    if (mobile > 0) {
      findings.match(begin, mobile);
    }
  }

  private static int id(NormalText text, Run run) {
    if (run.endsAGroup(18) && ResidentId.isValid(run.digits, run.digits[17])) {
      return run.ends[18];
    }
    int at = run.count == 17 ? run.ends[17] : 0; // only X can stand in for the last digit
    boolean fits =
        at > 0
            && at < text.length()
            && (text.at(at) == 'X' || text.at(at) == 'x')
            && (at + 1 == text.length() || !Character.isLetterOrDigit(text.at(at + 1)))
            && ResidentId.isValid(run.digits, 10);
    return fits ? at + 1 : 0;
  }

  private static int card(Run run) {
    for (int count = 19; count >= 13; count--) {
      if (run.endsAGroup(count) && PaymentCard.isValid(run.digits, count)) {
        return run.ends[count];
      }
    }
    return 0;
  }

  private static int mobile(Run run) {
    for (int prefix : new int[] {0, 2, 4}) {
      if (run.endsAGroup(prefix + 11) && run.isMobile(prefix)) {
        return run.ends[prefix + 11];
      }
    }
    return 0;
  }

  private static boolean isDigit(int point) {
    return point >= '0' && point <= '9';
  }

  /** Digits from one place on. */
  private static final class Run {
    private final int[] digits = new int[MOST_DIGITS];
    private final int[] ends = new int[MOST_DIGITS + 1]; // index after the digit of that number
    private final boolean[] groupEnds = new boolean[MOST_DIGITS + 1];
    private int count;
    private boolean goesToTheEnd;

    void read(NormalText text, int start) {
      count = 0;
      goesToTheEnd = false;
      int i = start;
      while (count < MOST_DIGITS) {
        digits[count++] = text.at(i++) - '0';
        ends[count] = i;
        boolean more = i < text.length() && isDigit(text.at(i));
        groupEnds[count] = !more;
        if (more) {
          continue;
        }
        boolean parted = i < text.length() && (text.at(i) == ' ' || text.at(i) == '-');
        if (i == text.length() || parted && i + 1 == text.length()) {
          goesToTheEnd = true;
          return;
        }
        if (parted && isDigit(text.at(i + 1))) {
          i++;
        } else {
          // An X may follow 17 digits, and what follows the X may be still to come.
          goesToTheEnd =
              count == 17 && (text.at(i) == 'X' || text.at(i) == 'x') && i + 1 == text.length();
          return;
        }
      }
    }

    boolean endsAGroup(int number) {
      return number <= count && groupEnds[number];
    }

    /** 1, then 3 to 9; after 86 or 0086 where a prefix is asked for. */
    boolean isMobile(int prefix) {
      boolean prefixed =
          switch (prefix) {
            case 2 -> digits[0] == 8 && digits[1] == 6;
            case 4 -> digits[0] == 0 && digits[1] == 0 && digits[2] == 8 && digits[3] == 6;
            default -> true;
          };
      return prefixed && digits[prefix] == 1 && digits[prefix + 1] >= 3;
    }
  }
}
