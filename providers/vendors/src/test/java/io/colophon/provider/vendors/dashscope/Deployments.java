package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.Secret;
import io.colophon.provider.testkit.http.HttpDouble;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Deployments of DashScope for tests. */
final class Deployments {
  private Deployments() {}

  static DashScopeConfig config(HttpDouble upstream, OfferedModel... models) {
    return config(upstream, DashScopeConfig.ImageApi.SYNTHESIS, true, models);
  }

  static DashScopeConfig config(
      HttpDouble upstream,
      DashScopeConfig.ImageApi imageApi,
      boolean label,
      OfferedModel... models) {
    return new DashScopeConfig(
        upstream.uri("/"),
        new Secret("sk-test"),
        Optional.empty(),
        DashScopeConfig.TextApi.AUTO,
        imageApi,
        Optional.of("longxiaochun"),
        label,
        Duration.ofMillis(5),
        Timeouts.DEFAULTS,
        ConnectionConfig.DEFAULTS,
        models.length == 0 ? Optional.empty() : Optional.of(List.of(models)));
  }

  static Provider open(HttpDouble upstream, ProviderContext context) {
    return new DashScopeFactory().create("dashscope", config(upstream), context);
  }
}
