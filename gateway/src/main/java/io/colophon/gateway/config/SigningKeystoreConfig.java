package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.provider.spi.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** A PKCS#12 file with a private key and its certificates. */
public record SigningKeystoreConfig(
    @About("The file.") Path file,
    @About("Its password.") Secret password,
    @About("Which key of it; absent: the only one.") Optional<String> alias) {}
