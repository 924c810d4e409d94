package io.colophon.metering.outbox;

import io.colophon.provider.spi.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A topic of Kafka.
 *
 * @param name of the exporter, for the client id
 * @param servers {@code host:port} of brokers to begin with; not empty
 * @param topic where events go
 * @param properties further settings of the producer
 * @param secrets those that must not be shown, such as {@code sasl.jaas.config}
 * @param timeout for the acknowledgement of one batch, above 0
 */
public record KafkaSinkSettings(
    String name,
    List<String> servers,
    String topic,
    Map<String, String> properties,
    Map<String, Secret> secrets,
    Duration timeout) {
  public KafkaSinkSettings {
    servers = List.copyOf(servers);
    properties = Map.copyOf(properties);
    secrets = Map.copyOf(secrets);
    if (servers.isEmpty() || topic.isBlank() || timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException(
          "servers "
              + servers
              + ", topic '"
              + topic
              + "', timeout "
              + timeout
              + ", expected some of each");
    }
  }
}
