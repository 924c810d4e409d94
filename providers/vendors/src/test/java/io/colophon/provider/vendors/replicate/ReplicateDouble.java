package io.colophon.provider.vendors.replicate;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.testkit.http.HttpDouble;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings for a Replicate on this machine, and things it says. */
final class ReplicateDouble {
  static final String TOKEN = "r8_of_the_test";
  static final String WEBHOOK_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private ReplicateDouble() {}

  static ReplicateConfig config(HttpDouble upstream, ReplicateModel... models) {
    return new ReplicateConfig(
        URI.create(upstream.uri("/v1").toString()),
        new Secret(TOKEN),
        Optional.of(new Secret(WEBHOOK_SECRET)),
        Optional.empty(),
        Duration.ofMillis(10),
        Timeouts.DEFAULTS,
        ConnectionConfig.DEFAULTS,
        models.length == 0 ? Optional.empty() : Optional.of(List.of(models)));
  }

  static ReplicateModel model(String name, Ability... abilities) {
    return new ReplicateModel(
        name, List.of(abilities), Optional.empty(), Optional.empty(), Optional.empty(), 1);
  }

  static ReplicateModel model(String name, Map<String, String> inputs, Ability... abilities) {
    return new ReplicateModel(
        name, List.of(abilities), Optional.empty(), Optional.of(inputs), Optional.empty(), 1);
  }

  /** A prediction; {@code more} are further members, beginning with a comma. */
  static String prediction(String status, String more) {
    return """
    {"id":"gm3qorzdhgbfurvjtvhg6dckhu","model":"o/n","version":"v1","input":{},"logs":"",\
    "error":null,"status":"%s","created_at":"2023-09-08T16:19:34.765994657Z"%s}\
    """
        .formatted(status, more);
  }
}
