package io.colophon.gateway.screening;

/**
 * Finds e-mail addresses as people write them: an ASCII local part without quotes, and a domain of
 * at least two labels of which the last has no digit at its beginning (RFC 5321 allows more, which
 * nobody uses).
 */
final class EmailFinder implements Finder {
  private static final int MAX_LOCAL = 64;
  private static final int MAX_DOMAIN = 255;

  @Override
  public void find(NormalText text, int from, boolean whole, Findings findings) {
    int length = text.length();
    for (int at = from; at < length; at++) {
      if (text.at(at) == '@') {
        address(text, at, from, whole, findings);
      }
    }
    if (!whole) {
      int start = localStart(text, length, from);
      if (start < length) {
        findings.openFrom(start);
      }
    }
  }

  private static void address(NormalText text, int at, int from, boolean whole, Findings findings) {
    int start = localStart(text, at, from);
    if (start == at) {
      return;
    }
    int end = at + 1;
    while (end < text.length() && end - at <= MAX_DOMAIN && isDomain(text.at(end))) {
      end++;
    }
    if (end == text.length() && !whole) {
      findings.openFrom(start);
    }
    int matchEnd = domainEnd(text, at + 1, end);
    if (matchEnd > 0) {
      findings.match(start, matchEnd);
    }
  }

  private static int localStart(NormalText text, int end, int from) {
    int start = end;
    while (start > from && end - start < MAX_LOCAL && isLocal(text.at(start - 1))) {
      start--;
    }
    return start;
  }

  /** Where the domain ends that begins here; 0 if there is none. */
  private static int domainEnd(NormalText text, int from, int to) {
    int best = 0;
    int labelStart = from;
    int dots = 0;
    for (int i = from; i <= to; i++) {
      boolean ends = i == to || text.at(i) == '.';
      if (!ends) {
        continue;
      }
      if (i == labelStart) {
        break; // two dots, or a dot at the beginning
      }
      boolean top = i - labelStart >= 2 && isLetter(text.at(labelStart));
      if (dots > 0 && top) {
        best = i;
      }
      dots++;
      labelStart = i + 1;
    }
    return best;
  }

  private static boolean isLetter(int point) {
    return point >= 'a' && point <= 'z' || point >= 'A' && point <= 'Z';
  }

  private static boolean isDomain(int point) {
    return isLetter(point) || point >= '0' && point <= '9' || point == '-' || point == '.';
  }

  private static boolean isLocal(int point) {
    return isDomain(point) || point == '_' || point == '+' || point == '%';
  }
}
