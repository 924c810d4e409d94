package io.colophon.labeling.credentials;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A program, as manifests name it.
 *
 * @param name for people; not blank
 * @param version may be empty
 */
public record GeneratorInfo(String name, String version) {
  /** The version of the specification that our manifests keep to. */
  static final String SPECIFICATION = "2.4.0";

  /**
   * @throws IllegalArgumentException if the name is blank
   */
  public GeneratorInfo {
    if (name.isBlank()) {
      throw new IllegalArgumentException("the name of a program is blank, expected a name");
    }
  }

  /** {@code generator-info-map} of C2PA 2.4, 10.2.3.2. */
  Map<String, Object> map() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    if (!version.isEmpty()) {
      map.put("version", version);
    }
    return map;
  }

  /** The same for the program that makes the claim. */
  Map<String, Object> claimMap() {
    Map<String, Object> map = map();
    map.put("specVersion", SPECIFICATION);
    return map;
  }
}
