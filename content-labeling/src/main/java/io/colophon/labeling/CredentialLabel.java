package io.colophon.labeling;

import io.colophon.labeling.credentials.SignedStore;
import java.time.Instant;
import java.util.Optional;

/**
 * The C2PA manifest that was put in and validated again.
 *
 * @param manifest its URN
 * @param certificateSerial serial number of the signing certificate, hexadecimal
 * @param signer subject of that certificate
 * @param stampedAt time of its RFC 3161 stamp; empty without one
 * @param parent URN of the manifest the content came with; empty when it had none
 */
public record CredentialLabel(
    String manifest,
    String certificateSerial,
    String signer,
    Optional<Instant> stampedAt,
    Optional<String> parent) {
  /** What is told of a finished store. */
  static CredentialLabel of(SignedStore store, Optional<String> parent) {
    return new CredentialLabel(
        store.manifest(), store.certificateSerial(), store.signer(), store.stampedAt(), parent);
  }
}
