package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A service that signs; the protocol is in docs/labelling.md. */
public record RemoteSignerConfig(
    @About("Where what is to be signed is posted; https, or http on this machine.") URI url,
    @About("Sent as Authorization: Bearer; absent: nothing.") Optional<Secret> token,
    @About("PEM file with the certificates of its key, the key's own first.") Path certificates,
    @Default("10s") @Range(min = "100ms", max = "2m") @About("For one signature.")
        Duration timeout) {}
