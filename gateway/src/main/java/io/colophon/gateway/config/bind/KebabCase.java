package io.colophon.gateway.config.bind;

import java.util.Locale;

/** Names in Java to names in the file. */
public final class KebabCase {
  private KebabCase() {}

  /** {@code maxConcurrentCalls} to {@code max-concurrent-calls}. */
  public static String ofComponent(String camelCase) {
    StringBuilder key = new StringBuilder();
    for (char c : camelCase.toCharArray()) {
      if (Character.isUpperCase(c)) {
        key.append('-').append(Character.toLowerCase(c));
      } else {
        key.append(c);
      }
    }
    return key.toString();
  }

  /** {@code HostAndPort} to {@code host-and-port}. */
  static String ofClass(Class<?> type) {
    return ofComponent(type.getSimpleName()).substring(1);
  }

  /** {@code US_CA} to {@code us-ca}. */
  public static String ofConstant(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
