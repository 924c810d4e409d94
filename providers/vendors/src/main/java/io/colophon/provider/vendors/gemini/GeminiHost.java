package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.HttpCall;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a deployment's calls go and which credential goes with them. Immutable. */
final class GeminiHost {
  private final String address;
  private final Optional<Secret> apiKey;
  private final Optional<Secret> accessToken;

  GeminiHost(GeminiConfig config) {
    String text = config.baseUrl().toString();
    this.address = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.apiKey = config.apiKey();
    this.accessToken = config.accessToken();
  }

  /**
   * A call of a model's method.
   *
   * @param method with its query, for instance {@code generateContent}
   */
  HttpCall post(String model, String method) {
    return signed(HttpCall.post(URI.create(address + "/" + escaped(path(model)) + ":" + method)));
  }

  /** A look at an operation. */
  HttpCall operation(String name) {
    return signed(HttpCall.get(URI.create(address + "/" + escaped(name))));
  }

  /** The deployment's own address. */
  URI address() {
    return URI.create(address);
  }

  /** What a request names its model within its body. */
  static String path(String model) {
    return model.indexOf('/') < 0 ? "models/" + model : model;
  }

  // A model's name is the operator's; an operation's is the vendor's, or comes back from a store.
  private static String escaped(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(one -> URLEncoder.encode(one, StandardCharsets.UTF_8).replace("+", "%20"))
        .map(one -> one.equals("..") || one.equals(".") ? "_" : one)
        .collect(Collectors.joining("/"));
  }

  /** Adds the credential. */
  HttpCall signed(HttpCall call) {
    apiKey.ifPresent(key -> call.header("x-goog-api-key", key.reveal()));
    accessToken.ifPresent(token -> call.bearer(token.reveal()));
    return call;
  }
}
