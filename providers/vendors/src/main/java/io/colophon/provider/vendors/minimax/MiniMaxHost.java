package io.colophon.provider.vendors.minimax;

import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Json;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.vendors.pieces.Address;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/** Calls to the platform with its credential. Immutable. */
final class MiniMaxHost {
  private final MiniMaxConfig config;
  private final String address;

  /**
   * @throws IllegalArgumentException if the address is no http or https address
   */
  MiniMaxHost(MiniMaxConfig config) {
    this.config = config;
    this.address = Address.base(config.baseUrl());
  }

  MiniMaxConfig config() {
    return config;
  }

  /** Whether the vendor is to put its own label on: both configuration and policy may forgo it. */
  boolean label(CallOptions options) {
    return config.vendorLabel() && options.vendorLabel();
  }

  HttpCall post(String path, JsonNode body) {
    return HttpCall.post(uri(path, "")).bearer(key()).json(Json.write(body));
  }

  HttpCall get(String path, String parameter, String value) {
    return HttpCall.get(uri(path, parameter + "=" + encoded(value))).bearer(key());
  }

  private URI uri(String path, String query) {
    String group = config.groupId().map(id -> "GroupId=" + encoded(id)).orElse("");
    String both = query.isEmpty() || group.isEmpty() ? query + group : query + "&" + group;
    return URI.create(address + path + (both.isEmpty() ? "" : "?" + both));
  }

  private String key() {
    return config.apiKey().reveal();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
