package io.colophon.gateway.config.yaml;

import java.util.regex.Pattern;

/** The keys that lead to a value, as text: {@code routes[0].match.model}. */
public final class KeyPath {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  private KeyPath() {}

  /** Path of a key of the mapping at {@code path}; a key with other signs is put in quotes. */
  public static String child(String path, String key) {
    if (!PLAIN.matcher(key).matches()) {
      return path + "[\"" + key.replaceAll("\\p{Cntrl}", "\uFFFD") + "\"]";
    }
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Path of an item of the list at {@code path}; the first is 0. */
  public static String item(String path, int index) {
    return path + "[" + index + "]";
  }
}
