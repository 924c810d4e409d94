package io.colophon.gateway.transcoding;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.rpc.Status;
import io.colophon.gateway.http.BodyRule;
import io.colophon.gateway.http.Route;
import io.grpc.ServerMethodDefinition;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * The OpenAPI 3.1 document of the REST port: our own API in full, from the contract and its
 * comments; routes of other dialects by name, since their makers describe them.
 */
final class OpenApiDocument {
  private static final String API_VERSION = "v1";
  private static final String JSON = "application/json";
  private static final Pattern NAME = Pattern.compile("\\{([a-z]+)\\*?}");

  private final Map<String, ServerMethodDefinition<?, ?>> methods;
  private final ProtoComments comments = ProtoComments.load();
  private final Schemas schemas = new Schemas(comments);
  private final Map<String, Map<String, Object>> paths = new LinkedHashMap<>();

  private OpenApiDocument(Map<String, ServerMethodDefinition<?, ?>> methods) {
    this.methods = methods;
  }

  /** The document as JSON. Takes some milliseconds: to be made once. */
  static byte[] of(Map<String, ServerMethodDefinition<?, ?>> methods, List<Route> dialects) {
    OpenApiDocument document = new OpenApiDocument(methods);
    Bindings.ALL.forEach(document::add);
    dialects.forEach(document::add);
    return JsonMapper.shared().writeValueAsBytes(document.whole());
  }

  private Map<String, Object> whole() {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("description", "What went wrong, as google.rpc.Status; its details name the reason");
    error.put(
        "content",
        Map.of(
            JSON,
            Map.of(
                "schema",
                Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of("error", schemas.of(Status.getDescriptor()))))));
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("schemas", schemas.components());
    components.put("responses", Map.of("Error", error));
    components.put(
        "securitySchemes",
        Map.of(
            "bearer", Map.of("type", "http", "scheme", "bearer"),
            "anthropic", Map.of("type", "apiKey", "in", "header", "name", "x-api-key"),
            "google", Map.of("type", "apiKey", "in", "header", "name", "x-goog-api-key")));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put(
        "info",
        Map.of(
            "title", "Colophon",
            "version", API_VERSION,
            "description", "Generates, labels, meters and records. See docs/rest.md."));
    document.put("security", List.of(Map.of("bearer", List.of())));
    document.put("paths", paths);
    document.put("components", components);
    return document;
  }

  private static String plain(String path) {
    return path.replace("*}", "}");
  }

  private void put(String path, String method, Map<String, Object> operation) {
    paths
        .computeIfAbsent(plain(path), fresh -> new LinkedHashMap<>())
        .put(method.toLowerCase(Locale.ROOT), operation);
  }

  // ---- our own

  private void add(Binding binding) {
    MethodDescriptor rpc = descriptor(binding.rpc());
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", rpc.getService().getName() + "_" + rpc.getName());
    operation.put("tags", List.of(rpc.getService().getName()));
    String comment = comments.of(rpc.getFullName());
    if (!comment.isEmpty()) {
      operation.put("description", comment);
    }
    List<Object> parameters = new ArrayList<>(pathParameters(binding.path()));
    if (binding.body() == Binding.Body.NONE) {
      query(
          rpc.getInputType(),
          "",
          binding.segment().map(Binding.Segment::field).orElse(""),
          parameters);
    }
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    body(binding, rpc).ifPresent(body -> operation.put("requestBody", body));
    operation.put("responses", responses(binding, rpc));
    put(binding.path(), binding.method().name(), operation);
  }

  private MethodDescriptor descriptor(String rpc) {
    ServerMethodDefinition<?, ?> method = methods.get(rpc);
    if (method != null
        && method.getMethodDescriptor().getSchemaDescriptor()
            instanceof ProtoMethodDescriptorSupplier supplier) {
      return supplier.getMethodDescriptor();
    }
    throw new IllegalStateException("no descriptor of " + rpc);
  }

  private static List<Object> pathParameters(String path) {
    List<Object> parameters = new ArrayList<>();
    Matcher names = NAME.matcher(path);
    while (names.find()) {
      parameters.add(
          Map.of(
              "name",
              names.group(1),
              "in",
              "path",
              "required",
              true,
              "schema",
              Map.of("type", "string")));
    }
    return parameters;
  }

  /** Fields that a query can set; those of messages within by their path. */
  private void query(Descriptor message, String prefix, String fromPath, List<Object> into) {
    for (FieldDescriptor field : message.getFields()) {
      String name = prefix + field.getName();
      if (name.equals(fromPath) || field.isMapField()) {
        continue;
      }
      boolean nested =
          field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
              && !field.getMessageType().getFile().getPackage().equals("google.protobuf");
      if (nested) {
        query(field.getMessageType(), name + ".", fromPath, into);
        continue;
      }
      Map<String, Object> parameter = new LinkedHashMap<>();
      parameter.put("name", name);
      parameter.put("in", "query");
      parameter.put("description", comments.of(field.getFullName()));
      if (field.isRepeated()) {
        parameter.put("style", "form");
        parameter.put("explode", false);
        parameter.put("schema", Map.of("type", "array", "items", schemas.single(field)));
      } else {
        parameter.put("schema", schemas.single(field));
      }
      into.add(parameter);
    }
  }

  private Optional<Map<String, Object>> body(Binding binding, MethodDescriptor rpc) {
    return switch (binding.body()) {
      case NONE -> Optional.empty();
      case JSON ->
          Optional.of(
              Map.of("content", Map.of(JSON, Map.of("schema", schemas.of(rpc.getInputType())))));
      case BYTES ->
          Optional.of(
              Map.of(
                  "required",
                  true,
                  "content",
                  Map.of(
                      "multipart/form-data",
                      Map.of(
                          "schema",
                          Map.of(
                              "type",
                              "object",
                              "required",
                              List.of("file"),
                              "properties",
                              Map.of("file", Map.of("type", "string")))))));
    };
  }

  private Map<String, Object> responses(Binding binding, MethodDescriptor rpc) {
    String type =
        switch (binding.answer()) {
          case ONE -> JSON;
          case EVENTS -> "text/event-stream";
          case LINES -> "application/x-ndjson";
        };
    Map<String, Object> responses = new LinkedHashMap<>();
    responses.put(
        "200",
        Map.of(
            "description",
            binding.answer() == Binding.Answer.ONE ? "OK" : "One message after the other",
            "content",
            Map.of(type, Map.of("schema", schemas.of(rpc.getOutputType())))));
    responses.put("default", Map.of("$ref", "#/components/responses/Error"));
    return responses;
  }

  // ---- other dialects

  private void add(Route route) {
    String path = plain(route.path());
    DialectRoutes.About about = DialectRoutes.of(route.method().name() + " " + path);
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("tags", List.of(about.dialect()));
    operation.put("summary", about.summary());
    List<Object> parameters = pathParameters(route.path());
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (route.body().form() == BodyRule.Form.WHOLE) {
      operation.put("requestBody", anyBody(JSON));
    } else if (route.body().form() == BodyRule.Form.MULTIPART) {
      operation.put("requestBody", anyBody("multipart/form-data"));
    }
    operation.put("responses", Map.of("200", Map.of("description", "In the dialect's own form")));
    put(route.path(), route.method().name(), operation);
  }

  private static Map<String, Object> anyBody(String type) {
    return Map.of("content", Map.of(type, Map.of("schema", Map.of("type", "object"))));
  }
}
