package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.ByteSize;
import io.colophon.gateway.config.unit.Network;
import io.colophon.provider.spi.Default;
import java.time.Duration;
import java.util.List;

/** How files are fetched that a request names by a link. */
public record LinksConfig(
    @Default("true") @About("Whether links are fetched; false: a request with one is refused.")
        boolean enabled,
    @Default("false") @About("Whether http is allowed beside https.") boolean plainHttp,
    @Default("443") @About("Ports that may be connected to; for http add 80.") List<Integer> ports,
    @About("Networks that may be reached though they are not of the public internet; absent: none.")
        List<Network> allowedNetworks,
    @Default("16MiB") @Range(min = "1KiB", max = "1GiB") @About("Largest file.") ByteSize maxFile,
    @Default("64MiB")
        @Range(min = "1KiB", max = "4GiB")
        @About("All files of one request together.")
        ByteSize maxTotal,
    @Default("16") @Range(min = "1", max = "1000") @About("Most links of one request.")
        int maxPerRequest,
    @Default("32")
        @Range(min = "1", max = "10000")
        @About("Most files fetched at the same time; more are refused.")
        int maxAtOnce,
    @Default("3") @Range(min = "0", max = "10") @About("Most redirects of one link.")
        int maxRedirects,
    @Default("15s")
        @Range(min = "100ms", max = "10m")
        @About("Time for one link from its name to its last byte.")
        Duration timeout) {

  public LinksConfig {
    ports = List.copyOf(ports);
    allowedNetworks = List.copyOf(allowedNetworks);
  }
}
