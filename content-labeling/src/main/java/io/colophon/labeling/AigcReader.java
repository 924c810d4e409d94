package io.colophon.labeling;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the metadata label leniently: bare or wrapped in an {@code AIGC} member, members in any
 * order, values that are not strings, members that nobody knows. Whatever differs from GB
 * 45438-2025 Annex E is told as a finding; what makes the label useless is told as broken.
 */
final class AigcReader {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String WRAPPER = "AIGC";
  private static final int MAX_FINDINGS = 16;

  private final List<Finding> findings = new ArrayList<>();
  private final Map<AigcField, String> values = new EnumMap<>(AigcField.class);
  private int lastOrdinal = -1;

  private AigcReader() {}

  /** What was read: the fields if it was an object at all, and what is wrong with them. */
  record Reading(Optional<AigcLabel> label, List<Finding> findings) {}

  static Reading read(String raw) {
    AigcReader reader = new AigcReader();
    Optional<AigcLabel> label = reader.parse(raw);
    label.ifPresent(found -> reader.findings.addAll(AigcRules.check(found)));
    return new Reading(label, List.copyOf(reader.findings));
  }

  private Optional<AigcLabel> parse(String raw) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), raw.strip())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        broken("aigc.not-json", "expected a JSON object");
        return Optional.empty();
      }
      members(parser, true);
      if (parser.nextToken() != null) {
        broken("aigc.not-json", "there is text after the object");
      }
    } catch (JacksonException e) {
      broken("aigc.not-json", "not JSON: " + firstLine(e.getOriginalMessage()));
      return Optional.empty();
    }
    for (AigcField field : AigcField.values()) {
      if (!values.containsKey(field)) {
        broken("aigc.missing-field", field.key() + " is missing");
      }
    }
    return Optional.of(
        new AigcLabel(
            value(AigcField.LABEL),
            value(AigcField.CONTENT_PRODUCER),
            value(AigcField.PRODUCE_ID),
            value(AigcField.RESERVED_CODE_1),
            value(AigcField.CONTENT_PROPAGATOR),
            value(AigcField.PROPAGATE_ID),
            value(AigcField.RESERVED_CODE_2)));
  }

  private void members(JsonParser parser, boolean mayUnwrap) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (mayUnwrap && name.equals(WRAPPER) && token == JsonToken.START_OBJECT) {
        note("aigc.wrapped", "the object is wrapped in a member named AIGC");
        members(parser, false);
        continue;
      }
      Optional<AigcField> field = AigcField.of(name);
      if (name.equals("ServiceProvider")) {
        note("aigc.service-provider", "ServiceProvider, as Tencent Cloud writes ContentProducer");
        parser.skipChildren();
      } else if (field.isEmpty()) {
        note("aigc.extra-field", "unknown member " + shorten(name));
        parser.skipChildren();
      } else {
        member(field.get(), token, parser);
      }
    }
  }

  private void member(AigcField field, JsonToken token, JsonParser parser) {
    if (values.containsKey(field)) {
      broken("aigc.field-twice", field.key() + " stands there twice");
    }
    if (field.ordinal() < lastOrdinal) {
      note("aigc.order", field.key() + " is not at its place");
    }
    lastOrdinal = field.ordinal();
    if (token.isScalarValue()) {
      if (token != JsonToken.VALUE_STRING) {
        note("aigc.not-a-string", field.key() + " is not a string");
      }
      values.put(field, token == JsonToken.VALUE_NULL ? "" : parser.getString());
    } else {
      note("aigc.not-a-string", field.key() + " is an object or a list");
      parser.skipChildren();
      values.put(field, "");
    }
  }

  private String value(AigcField field) {
    return values.getOrDefault(field, "");
  }

  private void note(String code, String detail) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(Finding.note(code, detail));
    }
  }

  private void broken(String code, String detail) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(Finding.broken(code, detail));
    }
  }

  private static String shorten(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "..." : text;
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
