package io.colophon.gateway.webhooks;

import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.config.TenantConfig;
import io.colophon.gateway.config.WebhookConfig;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.gateway.pipeline.GenerationIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Where tenants are told of events, as the configuration in force says. Thread-safe. */
public final class Endpoints {
  /** How long an event is sent again before it is given up. */
  static final Duration PATIENCE = Duration.ofDays(1);

  private final Supplier<GatewayConfig> config;
  private final GenerationIds ids;

  public Endpoints(Supplier<GatewayConfig> config, GenerationIds ids) {
    this.config = config;
    this.ids = ids;
  }

  /**
   * An event on its way to each of the tenant's endpoints that wants it.
   *
   * @param event for instance {@code job.succeeded}
   * @param data what JSON can say
   */
  public List<Delivery> deliveries(
      String tenant, String event, Map<String, Object> data, Instant now) {
    List<Delivery> deliveries = new ArrayList<>();
    of(tenant)
        .forEach(
            (name, endpoint) -> {
              if (NamePattern.anyMatches(endpoint.events(), event)) {
                deliveries.add(
                    new Delivery(
                        "msg_" + ids.next(),
                        tenant,
                        name,
                        event,
                        payload(event, data, now),
                        0,
                        now,
                        now.plus(PATIENCE)));
              }
            });
    return deliveries;
  }

  /** An endpoint by its name; empty if the configuration has it no more. */
  Optional<WebhookConfig> find(String tenant, String name) {
    return Optional.ofNullable(of(tenant).get(name));
  }

  private Map<String, WebhookConfig> of(String tenant) {
    TenantConfig known = config.get().tenants().get(tenant);
    return known == null ? Map.of() : known.webhooks();
  }

  private static String payload(String event, Map<String, Object> data, Instant now) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("type", event);
    payload.put("timestamp", now.toString());
    payload.put("data", data);
    return JsonMapper.shared().writeValueAsString(payload);
  }
}
