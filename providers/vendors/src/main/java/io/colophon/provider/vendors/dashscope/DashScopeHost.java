package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Json;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.vendors.pieces.Address;
import java.net.URI;
import tools.jackson.databind.JsonNode;

/** Calls to one host with its credential. Immutable. */
final class DashScopeHost {
  private static final String SERVICES = "/api/v1/services/aigc/";

  private final DashScopeConfig config;
  private final String address;

  /**
   * @throws IllegalArgumentException if the address is no http or https address
   */
  DashScopeHost(DashScopeConfig config) {
    this.config = config;
    this.address = Address.base(config.baseUrl());
  }

  DashScopeConfig config() {
    return config;
  }

  /** Whether the vendor is to put its own label on: both configuration and policy may forgo it. */
  boolean label(CallOptions options) {
    return config.vendorLabel() && options.vendorLabel();
  }

  /** A call whose answer is a stream of events. */
  HttpCall stream(String service, JsonNode body) {
    return service(service, body)
        .header("X-DashScope-SSE", "enable")
        .header("Accept", "text/event-stream");
  }

  /** A call whose answer names a task. */
  HttpCall task(String service, JsonNode body) {
    return service(service, body).header("X-DashScope-Async", "enable");
  }

  /** A call whose answer is whole. */
  HttpCall service(String service, JsonNode body) {
    return authorized(HttpCall.post(URI.create(address + SERVICES + service)))
        .json(Json.write(body));
  }

  /** Asks how a task is. */
  HttpCall poll(String taskId) {
    return authorized(
        HttpCall.get(URI.create(address + "/api/v1/tasks/" + Address.segment(taskId))));
  }

  /** Takes a task back; the vendor does so only while it is waiting. */
  HttpCall cancel(String taskId) {
    return authorized(
        HttpCall.post(
            URI.create(address + "/api/v1/tasks/" + Address.segment(taskId) + "/cancel")));
  }

  /** Where speech is made. */
  URI socket() {
    return URI.create("ws" + address.substring("http".length()) + "/api-ws/v1/inference");
  }

  String key() {
    return config.apiKey().reveal();
  }

  private HttpCall authorized(HttpCall call) {
    config.workspace().ifPresent(id -> call.header("X-DashScope-WorkSpace", id));
    return call.bearer(key());
  }
}
