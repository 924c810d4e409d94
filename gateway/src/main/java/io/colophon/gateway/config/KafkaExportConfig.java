package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.HostAndPort;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A topic of Kafka. */
public record KafkaExportConfig(
    @About("Brokers to begin with, host:port.") List<HostAndPort> servers,
    @About("Topic; the key of its records is the tenant.") String topic,
    @About(
            "Further settings of the producer, such as security.protocol: SASL_SSL or"
                + " compression.type: gzip.")
        Map<String, String> properties,
    @About("Those that must not be shown, such as sasl.jaas.config or ssl.keystore.password.")
        Map<String, Secret> secrets,
    @Default("2m") @Range(min = "1s", max = "1h") @About("For the acknowledgement of a batch.")
        Duration timeout) {

  public KafkaExportConfig {
    servers = List.copyOf(servers);
    properties = Collections.unmodifiableMap(new TreeMap<>(properties));
    secrets = Collections.unmodifiableMap(new TreeMap<>(secrets));
  }
}
