package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** A receiver of CloudEvents over HTTP. */
public record HttpExportConfig(
    @About("Address that takes POSTs, https or http; redirects are not followed.") URI url,
    @Default("batch")
        @About("Many events in a request (application/cloudevents-batch+json), or one in each.")
        HttpExportMode mode,
    @About("Value of the header authorization, such as Bearer and a token; absent: none.")
        Optional<Secret> authorization,
    @About(
            "Key of signatures as webhooks have them: whsec_ and 24 to 64 bytes in base64; absent:"
                + " not signed.")
        Optional<Secret> secret,
    @Default("30s") @Range(min = "10ms", max = "10m") @About("For the answer to a request.")
        Duration timeout) {}
