package io.colophon.gateway.config.bind;

import java.util.regex.Pattern;

/** Names that an operator gives to things. */
final class Names {
  private static final Pattern FORM = Pattern.compile("[^\\s\\p{Cntrl}*\"]{1,128}");

  private Names() {}

  static String check(String name) {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "expected 1 to 128 characters without spaces, quotes, stars and control characters");
    }
    return name;
  }
}
