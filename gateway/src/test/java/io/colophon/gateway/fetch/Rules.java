package io.colophon.gateway.fetch;

import io.colophon.gateway.config.LinksConfig;
import io.colophon.gateway.config.unit.ByteSize;
import io.colophon.gateway.config.unit.Network;
import java.time.Duration;
import java.util.List;

/** Rules for tests; what is not named is small. */
final class Rules {

  private Rules() {}

  static LinksConfig of(boolean plainHttp, List<Integer> ports, String allowed) {
    return with(plainHttp, ports, allowed, "64KiB", Duration.ofSeconds(60));
  }

  static LinksConfig with(
      boolean plainHttp, List<Integer> ports, String allowed, String maxFile, Duration timeout) {
    return new LinksConfig(
        true,
        plainHttp,
        ports,
        List.of(Network.parse(allowed)),
        ByteSize.parse(maxFile),
        ByteSize.parse("128KiB"),
        4,
        2,
        2,
        timeout);
  }
}
