package io.colophon.gateway.config;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks where metrics are pushed to, and that their series stay few. */
final class MetricsChecks {
  private static final int MOST_TENANTS = 50;

  /** A token of RFC 9110; what gRPC takes as well in lower case. */
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

  /** Set by the exporter, by HTTP itself, or kept by gRPC. */
  private static final Set<String> NOT_FREE =
      Set.of(
          "connection",
          "content-encoding",
          "content-length",
          "content-type",
          "expect",
          "host",
          "te",
          "transfer-encoding",
          "upgrade",
          "user-agent");

  private MetricsChecks() {}

  static void run(CrossCheck check) {
    check.bound().each(MetricsConfig.class, (path, metrics) -> tenants(check, path, metrics));
    check.bound().each(OtlpConfig.class, (path, otlp) -> otlp(check, path, otlp));
  }

  private static void tenants(CrossCheck check, String path, MetricsConfig metrics) {
    if (metrics.tenants().size() > MOST_TENANTS) {
      check.refuse(
          path + ".tenants",
          metrics.tenants().size() + " tenants: expected at most " + MOST_TENANTS);
    }
  }

  private static void otlp(CrossCheck check, String path, OtlpConfig otlp) {
    URI url = otlp.endpoint();
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null || url.getUserInfo() != null) {
      check.refuse(
          path + ".endpoint",
          check.shown(path + ".endpoint", url)
              + "expected http or https, a host, and no user in it");
    }
    for (String name : otlp.headers().keySet()) {
      boolean free =
          HEADER.matcher(name).matches()
              && !NOT_FREE.contains(name.toLowerCase(Locale.ROOT))
              && !name.toLowerCase(Locale.ROOT).startsWith("grpc-")
              && !name.toLowerCase(Locale.ROOT).endsWith("-bin");
      if (!free) {
        check.refuse(
            path + ".headers",
            "header \"" + name + "\": expected a name that neither HTTP nor gRPC sets itself");
      }
    }
    otlp.headers()
        .forEach(
            (name, value) -> {
              if (!value.reveal().chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
                check.refuse(path + ".headers", "header \"" + name + "\": expected visible ASCII");
              }
            });
  }
}
