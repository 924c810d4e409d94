package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.EnumValues;
import io.colophon.gateway.config.bind.Key;
import io.colophon.gateway.config.bind.ValueType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON Schema (draft 2020-12) for editors, made from the configuration records. Says of single
 * values only whether they are text or numbers; their exact form is checked by the loader.
 */
final class SchemaDocument {
  private final Map<String, Object> definitions = new LinkedHashMap<>();

  private SchemaDocument() {}

  static String json() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    return JsonMapper.builder()
            .build()
            .writer()
            .with(new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines))
            .writeValueAsString(new SchemaDocument().build())
        + "\n";
  }

  private Map<String, Object> build() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Colophon configuration");
    schema.putAll(object(GatewayConfig.class));
    schema.put("$defs", definitions);
    return schema;
  }

  private Map<String, Object> object(Class<? extends Record> type) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Key key : Key.of(type)) {
      if (key.type() == Record.class) {
        continue;
      }
      Map<String, Object> property = new LinkedHashMap<>(value(key.type()));
      key.about().ifPresent(about -> property.put("description", ReferenceTable.sentence(key)));
      key.defaultText().ifPresent(text -> property.put("default", text));
      properties.put(key.name(), property);
      if (ReferenceTable.required(key)) {
        required.add(key.name());
      }
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", List.of("object", "null"));
    object.put("properties", properties);
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    // The keys of a provider's type stand beside the common ones.
    object.put("additionalProperties", type == ProviderConfig.class);
    return object;
  }

  private Map<String, Object> value(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == Map.class) {
        return map((Class<?>) arguments[0], arguments[1]);
      }
      return generic.getRawType() == Optional.class ? value(arguments[0]) : list(arguments[0]);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      Map<String, Object> reference = new LinkedHashMap<>();
      reference.put("type", "string");
      reference.put("pattern", "\\$\\{(env|file):");
      return Map.of("anyOf", List.of(Map.of("enum", EnumValues.words(plain)), reference));
    }
    if (ValueType.of(plain).isPresent()) {
      return single(plain);
    }
    String name = plain.getSimpleName();
    if (definitions.putIfAbsent(name, Map.of()) == null) {
      definitions.put(name, object(plain.asSubclass(Record.class)));
    }
    return Map.of("$ref", "#/$defs/" + name);
  }

  private static Map<String, Object> single(Class<?> type) {
    boolean truth = type == boolean.class || type == Boolean.class;
    return Map.of("type", List.of(truth ? "boolean" : "number", "string", "null"));
  }

  private Map<String, Object> map(Class<?> keyType, Type valueType) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", List.of("object", "null"));
    if (keyType.isEnum()) {
      map.put("propertyNames", Map.of("enum", EnumValues.words(keyType)));
    }
    map.put("additionalProperties", value(valueType));
    return map;
  }

  private Map<String, Object> list(Type itemType) {
    Map<String, Object> item = value(itemType);
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("type", List.of("array", "null"));
    list.put("items", item);
    boolean ofValues = itemType instanceof Class<?> plain && ValueType.of(plain).isPresent();
    return ofValues ? Map.of("anyOf", List.of(list, item)) : list;
  }
}
