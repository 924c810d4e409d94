package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import java.util.List;
import java.util.Optional;

/** What operators measure, and who hears of it besides the reader of /metrics. */
public record MetricsConfig(
    @About(
            "Version of the names gen_ai.*; absent: development if OTEL_SEMCONV_STABILITY_OPT_IN"
                + " holds gen_ai_latest_experimental, else v1-41.")
        Optional<GenAiNames> genAiNames,
    @About(
            "Tenants that have series of their own, at most 50; the others share the tenant"
                + " \"other\". Absent: no series by tenant.")
        List<String> tenants,
    @About("Where metrics are pushed to; absent: nowhere.") Optional<OtlpConfig> otlp) {

  public MetricsConfig {
    tenants = List.copyOf(tenants);
  }
}
