package io.colophon.provider.vendors.replicate;

import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Json;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Where an account's calls go. Immutable. */
final class ReplicateHost {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");

  private final URI base;
  private final String address;
  private final Secret key;
  private final ReplicateConfig config;

  ReplicateHost(ReplicateConfig config) {
    this.config = config;
    String text = config.baseUrl().toString();
    this.address = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.base = URI.create(address);
    this.key = config.apiKey();
  }

  /** The deployment's own address. */
  URI base() {
    return base;
  }

  /** Adds the credential. */
  void sign(HttpCall call) {
    call.bearer(key.reveal());
  }

  /**
   * Creates a prediction.
   *
   * @param model in one of the forms of {@link ReplicateModel#name}
   */
  HttpCall create(String model, ObjectNode input, CallOptions options, boolean announced) {
    ObjectNode body = Json.object();
    body.set("input", input);
    if (announced && config.webhookSecret().isPresent() && options.callback().isPresent()) {
      body.put("webhook", options.callback().get().toString());
      body.putArray("webhook_events_filter").add("completed");
    }
    HttpCall call;
    String[] names = model.split("/", -1);
    boolean versioned = model.indexOf(':') >= 0 || names.length == 1;
    if (versioned) {
      body.put("version", model);
      call = HttpCall.post(URI.create(address + "/predictions"));
    } else {
      for (String name : names) {
        if (!NAME.matcher(name).matches()) {
          throw new ProviderException(
              FailureKind.MODEL_UNAVAILABLE,
              "\"" + model + "\" is no model's name, expected owner/name");
        }
      }
      boolean deployed = names.length == 3 && names[0].equals("deployments");
      call =
          HttpCall.post(
              URI.create(address + (deployed ? "/" : "/models/") + model + "/predictions"));
    }
    config.prefer().ifPresent(seconds -> call.header("prefer", "wait=" + seconds));
    sign(call);
    return call.json(Json.write(body));
  }

  /** Asks after a prediction; the same as its {@code urls.get}. */
  HttpCall get(String id) {
    HttpCall call = HttpCall.get(URI.create(address + "/predictions/" + checked(id)));
    sign(call);
    return call;
  }

  /** Ends a prediction; the same as its {@code urls.cancel}. */
  HttpCall cancel(String id) {
    HttpCall call = HttpCall.post(URI.create(address + "/predictions/" + checked(id) + "/cancel"));
    sign(call);
    return call;
  }

  /** Reads the pieces of a prediction; the address is signed, and another host's gets no key. */
  HttpCall stream(String url) {
    URI uri;
    try {
      uri = base.resolve(url);
    } catch (IllegalArgumentException notAddress) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER, "the address of the stream is not understood");
    }
    HttpCall call = HttpCall.get(uri).header("accept", "text/event-stream");
    if (base.getHost().equals(uri.getHost())
        && base.getPort() == uri.getPort()
        && base.getScheme().equals(uri.getScheme())) {
      sign(call);
    } else {
      call.guarded();
    }
    return call.header("cache-control", "no-store");
  }

  private static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw new ProviderException(
          FailureKind.MALFORMED_ANSWER, "the id of the prediction is not understood");
    }
    return id;
  }
}
