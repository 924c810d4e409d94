package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import java.nio.file.Path;
import java.util.Optional;

/** Certificate of the application doors. Files exist and are readable when the configuration is. */
public record TlsConfig(
    @About("PEM file with the certificate chain, the server's first.") Path certificate,
    @About("PEM file with the unencrypted PKCS#8 private key.") Path privateKey,
    @About("PEM file with the authorities of client certificates; present: clients must show one.")
        Optional<Path> clientCa) {}
