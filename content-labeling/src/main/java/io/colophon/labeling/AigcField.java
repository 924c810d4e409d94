package io.colophon.labeling;

import java.util.Optional;

/** The members of the metadata label, in the order of GB 45438-2025 Annex E. */
enum AigcField {
  LABEL("Label"),
  CONTENT_PRODUCER("ContentProducer"),
  PRODUCE_ID("ProduceID"),
  RESERVED_CODE_1("ReservedCode1"),
  CONTENT_PROPAGATOR("ContentPropagator"),
  PROPAGATE_ID("PropagateID"),
  RESERVED_CODE_2("ReservedCode2");

  private final String key;

  AigcField(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  static Optional<AigcField> of(String key) {
    for (AigcField field : values()) {
      if (field.key.equals(key)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }
}
