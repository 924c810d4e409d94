package io.colophon.gateway.gemini;

/** Names of fields: Google's JSON takes {@code lowerCamelCase} and {@code snake_case} alike. */
final class CamelCase {

  private CamelCase() {}

  static String of(String name) {
    if (name.indexOf('_') < 0) {
      return name;
    }
    StringBuilder camel = new StringBuilder(name.length());
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_') {
        upper = true;
      } else {
        camel.append(upper && c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
        upper = false;
      }
    }
    return camel.toString();
  }
}
