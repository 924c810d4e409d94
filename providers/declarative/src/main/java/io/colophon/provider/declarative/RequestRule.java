package io.colophon.provider.declarative;

import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.MultipartBody;
import io.colophon.provider.spi.Part;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call to the vendor, with holes. */
record RequestRule(
    String method,
    Template path,
    Map<String, Template> query,
    Map<String, Template> headers,
    Optional<Template> json,
    Map<String, Template> form,
    Map<String, Template> urlEncoded) {

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH");

  static RequestRule read(Section section, Template.Reader templates) {
    String method = section.findText("method").orElse("POST");
    if (!METHODS.contains(method)) {
      throw new AdapterException(
          section.get("method"),
          "unknown method \"" + method + "\"" + Spelling.hint(method, METHODS));
    }
    Node path = section.get("path");
    if (!Section.text(path).startsWith("/")) {
      throw new AdapterException(path, "expected a path that begins with /, found " + path.kind());
    }
    RequestRule rule =
        new RequestRule(
            method,
            templates.read(path),
            all(section.map("query"), templates),
            all(section.map("headers"), templates),
            section.section("json").map(one -> templates.read(one.node())),
            all(section.map("form"), templates),
            all(section.map("url-encoded"), templates));
    int bodies =
        (rule.json.isPresent() ? 1 : 0)
            + (rule.form.isEmpty() ? 0 : 1)
            + (rule.urlEncoded.isEmpty() ? 0 : 1);
    if (bodies > 1) {
      throw new AdapterException(
          section.node(), "a request has one of json, form and url-encoded, not several");
    }
    section.end();
    return rule;
  }

  /** The same with more fields of the JSON body. */
  RequestRule plus(Map<String, Template> fields) {
    Map<String, Template> all = new LinkedHashMap<>();
    json.ifPresent(body -> all.putAll(((Template.Fields) body).fields()));
    all.putAll(fields);
    return new RequestRule(
        method, path, query, headers, Optional.of(new Template.Fields(all)), form, urlEncoded);
  }

  static Map<String, Template> all(Map<String, Node> nodes, Template.Reader templates) {
    Map<String, Template> all = new LinkedHashMap<>();
    nodes.forEach((key, value) -> all.put(key, templates.read(value)));
    return all;
  }

  /**
   * The call.
   *
   * @param boundary for a form
   * @throws IllegalArgumentException if a hole of the path stands for nothing
   */
  HttpCall call(String base, Scope scope, String boundary) {
    Scope encoded =
        name -> scope.value(name).map(value -> encode(Template.write(value)).replace("+", "%20"));
    StringBuilder address =
        new StringBuilder(base)
            .append(
                path.fill(encoded)
                    .orElseThrow(
                        () -> new IllegalArgumentException("a value of the path is missing")));
    char separator = '?';
    for (Map.Entry<String, Template> one : query.entrySet()) {
      Optional<Object> value = one.getValue().fill(scope);
      if (value.isPresent()) {
        address.append(separator).append(encode(one.getKey())).append('=');
        address.append(encode(Template.write(value.get())));
        separator = '&';
      }
    }
    HttpCall call = HttpCall.of(method, URI.create(address.toString()));
    headers.forEach(
        (name, value) -> value.fill(scope).ifPresent(v -> call.header(name, Template.write(v))));
    if (json.isPresent()) {
      call.json(Json.write(Json.tree(json.get().fill(scope).orElse(Map.of()))));
    } else if (!form.isEmpty()) {
      form(call, scope, boundary);
    } else if (!urlEncoded.isEmpty()) {
      call.body(
          "application/x-www-form-urlencoded",
          StandardCharsets.UTF_8.encode(urlEncodedBody(scope)));
    }
    return call;
  }

  private String urlEncodedBody(Scope scope) {
    StringBuilder body = new StringBuilder();
    urlEncoded.forEach(
        (name, value) ->
            value
                .fill(scope)
                .ifPresent(
                    v ->
                        body.append(body.isEmpty() ? "" : "&")
                            .append(encode(name))
                            .append('=')
                            .append(encode(Template.write(v)))));
    return body.toString();
  }

  private void form(HttpCall call, Scope scope, String boundary) {
    MultipartBody body = MultipartBody.of(boundary);
    form.forEach(
        (name, template) -> {
          @Nullable Object value = template.fill(scope).orElse(null);
          if (value instanceof Part.Media media) {
            String kind = media.mimeType().substring(media.mimeType().indexOf('/') + 1);
            body.file(name, name + "." + kind, media.mimeType(), media.bytes());
          } else if (value != null) {
            body.text(name, Template.write(value));
          }
        });
    body.of(call);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
