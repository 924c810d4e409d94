package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A collector that metrics are pushed to. */
public record OtlpConfig(
    @About(
            "Address of the collector, http or https; over http-protobuf /v1/metrics is added where"
                + " it has no path.")
        URI endpoint,
    @Default("http-protobuf") @About("How messages travel.") OtlpProtocol protocol,
    @Default("1m") @Range(min = "1s", max = "1h") @About("How often.") Duration interval,
    @Default("10s") @Range(min = "100ms", max = "1m") @About("For one message.") Duration timeout,
    @About("Headers of each message by name, such as authorization.") Map<String, Secret> headers) {

  public OtlpConfig {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }
}
