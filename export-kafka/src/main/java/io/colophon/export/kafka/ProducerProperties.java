package io.colophon.export.kafka;

import io.colophon.metering.outbox.KafkaSinkSettings;
import io.colophon.provider.spi.Secret;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Settings of a producer: ours first, then the operator's, then what cannot be changed, since "at
 * least once, in order" rests on it.
 */
final class ProducerProperties {
  private static final String HIDDEN = "***";

  private ProducerProperties() {}

  static Map<String, Object> of(KafkaSinkSettings settings) {
    int timeout = (int) Math.min(Integer.MAX_VALUE, settings.timeout().toMillis());
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, "colophon-export-" + settings.name());
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, timeout / 2));
    properties.putAll(settings.properties());
    settings.secrets().forEach((key, secret) -> properties.put(key, secret.reveal()));
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.servers());
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) timeout);
    return properties;
  }

  /** A message of Kafka's without the values that must not be shown. */
  static String masked(KafkaSinkSettings settings, Throwable failure) {
    String message = failure.toString();
    for (Secret secret : settings.secrets().values()) {
      message = message.replace(secret.reveal(), HIDDEN);
    }
    return message;
  }
}
