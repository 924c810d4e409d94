package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** A key that never leaves its device. */
public record Pkcs11Config(
    @About("The device's library, for instance /usr/lib/softhsm/libsofthsm2.so.") Path library,
    @Default("0") @Range(min = "0", max = "65535") @About("Index of the slot in the device's list.")
        int slot,
    @About("PIN of the token.") Secret pin,
    @About("Which key of it; absent: the only one.") Optional<String> alias) {}
