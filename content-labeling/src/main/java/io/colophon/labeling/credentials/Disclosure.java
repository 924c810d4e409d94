package io.colophon.labeling.credentials;

import io.colophon.labeling.LabelOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code c2pa.ai-disclosure} (C2PA 2.4, 18.28): the model that made the content. */
final class Disclosure {
  static final String LABEL = "c2pa.ai-disclosure";

  /** A model of no kind that the specification lists (2.4, table 12). */
  private static final String ANY_MODEL = "c2pa.types.model";

  private Disclosure() {}

  static Assertion of(LabelOrder label) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("modelType", ANY_MODEL);
    if (!label.systemName().isBlank()) {
      map.put("modelName", label.systemName());
    }
    if (!label.systemName().isBlank() && !label.systemVersion().isBlank()) {
      map.put("modelIdentifier", label.systemName() + "@" + label.systemVersion());
    }
    return Assertion.cbor(LABEL, map);
  }
}
