package io.colophon.provider.vendors.openai;

import io.colophon.provider.http.HttpCall;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Where a deployment's calls go and what goes with each of them. Immutable. */
final class OpenAiHost {
  private final Preset preset;
  private final String address;
  private final Optional<Secret> key;
  private final Map<String, String> headers;
  private final Optional<String> organization;
  private final Optional<String> project;
  private final Optional<String> apiVersion;
  private final String voice;
  private final URI chat;
  private final URI responses;
  private final URI embeddings;

  OpenAiHost(OpenAiConfig config) {
    this.preset = config.preset();
    this.address = config.address();
    this.key = config.apiKey();
    this.headers = config.headers().orElse(Map.of());
    this.organization = config.organization();
    this.project = config.project();
    this.apiVersion = config.apiVersion();
    this.voice = config.voice();
    this.chat = uri("/chat/completions");
    this.responses = uri("/responses");
    this.embeddings = uri("/embeddings");
  }

  Preset preset() {
    return preset;
  }

  /** Who speaks when nobody is named. */
  String voice() {
    return voice;
  }

  HttpCall chat() {
    return call(chat);
  }

  HttpCall responses() {
    return call(responses);
  }

  HttpCall embeddings() {
    return call(embeddings);
  }

  /** A POST to another path of the host. */
  HttpCall post(String path) {
    return call(uri(path));
  }

  private URI uri(String path) {
    return URI.create(
        address
            + path
            + apiVersion
                .map(v -> "?api-version=" + URLEncoder.encode(v, StandardCharsets.UTF_8))
                .orElse(""));
  }

  private HttpCall call(URI uri) {
    HttpCall call = HttpCall.post(uri);
    headers.forEach(call::header);
    organization.ifPresent(id -> call.header("openai-organization", id));
    project.ifPresent(id -> call.header("openai-project", id));
    key.ifPresent(
        secret -> {
          if (preset.auth() == Preset.Auth.API_KEY_HEADER) {
            call.header("api-key", secret.reveal());
          } else {
            call.bearer(secret.reveal());
          }
        });
    return call;
  }
}
