package io.colophon.labeling.credentials;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Who a certificate is about, from the widest part to the narrowest.
 *
 * @param parts short names ({@code C}, {@code ST}, {@code L}, {@code O}, {@code OU}, {@code CN})
 *     with their values
 */
public record DistinguishedName(Map<String, String> parts) {
  private static final Map<String, String> OIDS =
      Map.of(
          "C", "2.5.4.6",
          "ST", "2.5.4.8",
          "L", "2.5.4.7",
          "O", "2.5.4.10",
          "OU", "2.5.4.11",
          "CN", "2.5.4.3");

  private static final List<String> ORDER = List.of("C", "ST", "L", "O", "OU", "CN");

  /** RFC 5280, appendix A: upper bounds of these attributes. */
  private static final int MOST_CHARACTERS = 64;

  /**
   * @throws IllegalArgumentException if a part is unknown, blank or too long, the country is not
   *     two letters, or there is no CN
   */
  public DistinguishedName {
    Map<String, String> ordered = new LinkedHashMap<>();
    for (String name : ORDER) {
      String value = parts.get(name);
      if (value != null) {
        require(name, value);
        ordered.put(name, value);
      }
    }
    if (ordered.size() != parts.size()) {
      throw new IllegalArgumentException(
          "subject parts " + parts.keySet() + ", expected some of " + ORDER);
    }
    if (!ordered.containsKey("CN")) {
      throw new IllegalArgumentException("the subject has no CN, expected the signer's name");
    }
    parts = Collections.unmodifiableMap(ordered);
  }

  /** A name of an organisation and what stands in its name; values are cut to what is allowed. */
  static DistinguishedName of(String organisation, String commonName) {
    return new DistinguishedName(Map.of("O", cut(organisation), "CN", cut(commonName)));
  }

  byte[] der() {
    List<byte[]> sets = new ArrayList<>();
    parts.forEach(
        (name, value) -> {
          byte[] text = name.equals("C") ? Der.printable(value) : Der.utf8(value);
          sets.add(Der.set(Der.sequence(Der.oid(Objects.requireNonNull(OIDS.get(name))), text)));
        });
    return Der.sequence(sets.toArray(byte[][]::new));
  }

  private static String cut(String value) {
    int characters = Math.min(MOST_CHARACTERS, value.codePointCount(0, value.length()));
    return value.substring(0, value.offsetByCodePoints(0, characters));
  }

  private static void require(String name, String value) {
    boolean country = value.length() == 2 && value.equals(value.toUpperCase(Locale.ROOT));
    if (name.equals("C") && !(country && value.chars().allMatch(Character::isLetter))) {
      throw new IllegalArgumentException("C is '" + value + "', expected two capital letters");
    }
    if (value.isBlank()
        || value.codePointCount(0, value.length()) > MOST_CHARACTERS
        || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          name + " is '" + value + "', expected 1 to " + MOST_CHARACTERS + " characters");
    }
  }
}
