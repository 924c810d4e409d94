package io.colophon.provider.vendors.comfyui;

import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.MultipartBody;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Where a server's calls go. Immutable. */
final class ComfyUiHost {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private final String address;
  private final Optional<Secret> key;

  ComfyUiHost(ComfyUiConfig config) {
    String text = config.baseUrl().toString();
    this.address = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.key = config.apiKey();
  }

  private HttpCall signed(HttpCall call) {
    key.ifPresent(secret -> call.bearer(secret.reveal()));
    return call;
  }

  private URI uri(String path) {
    return URI.create(address + path);
  }

  /** Listens to what becomes of a client's graphs. */
  HttpCall listen(String client) {
    String socket = "ws" + address.substring("http".length()); // https becomes wss
    return signed(HttpCall.get(URI.create(socket + "/ws?clientId=" + escaped(client))));
  }

  HttpCall queue(ObjectNode graph, String client) {
    ObjectNode body = Json.object();
    body.set("prompt", graph);
    body.put("client_id", client);
    return signed(HttpCall.post(uri("/prompt")).json(Json.write(body)));
  }

  /** Uploads a picture under a name that no other generation uses. */
  HttpCall upload(Part.Media picture, String name) {
    String mimeType = picture.mimeType();
    String ending = mimeType.substring(mimeType.indexOf('/') + 1);
    String boundary = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    return signed(
        MultipartBody.of("colophon-" + boundary)
            .text("overwrite", "true")
            .text("type", "input")
            .file("image", name + "." + ending, mimeType, picture.bytes())
            .of(HttpCall.post(uri("/upload/image"))));
  }

  HttpCall history(String id) {
    return signed(HttpCall.get(uri("/history/" + checked(id))));
  }

  /** What runs and what waits. */
  HttpCall waiting() {
    return signed(HttpCall.get(uri("/queue")));
  }

  HttpCall view(OutputFile file) {
    return signed(
        HttpCall.get(
            uri(
                "/view?filename="
                    + escaped(file.name())
                    + "&subfolder="
                    + escaped(file.folder())
                    + "&type="
                    + escaped(file.type()))));
  }

  /** Takes a graph out of the queue; nothing happens if it is not there. */
  HttpCall forget(String id) {
    ObjectNode body = Json.object();
    body.putArray("delete").add(checked(id));
    return signed(HttpCall.post(uri("/queue")).json(Json.write(body)));
  }

  /**
   * Ends a graph that runs. Servers that do not know {@code prompt_id} here end whatever runs, so
   * this is sent for a graph that is known to run.
   */
  HttpCall interrupt(String id) {
    return signed(
        HttpCall.post(uri("/interrupt"))
            .json(Json.write(Json.object().put("prompt_id", checked(id)))));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER, "the id of the graph's run is not understood");
    }
    return id;
  }
}
