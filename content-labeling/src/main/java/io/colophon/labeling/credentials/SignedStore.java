package io.colophon.labeling.credentials;

import java.time.Instant;
import java.util.Optional;

/**
 * A finished manifest store.
 *
 * @param bytes the JUMBF superbox of the store
 * @param manifest URN of the active manifest
 * @param certificateSerial serial number of the signing certificate, hexadecimal
 * @param signer subject of that certificate
 * @param stampedAt time of the RFC 3161 stamp; empty when none was asked for
 */
public record SignedStore(
    byte[] bytes,
    String manifest,
    String certificateSerial,
    String signer,
    Optional<Instant> stampedAt) {}
