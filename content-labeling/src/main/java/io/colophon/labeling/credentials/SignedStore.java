package io.colophon.labeling.credentials;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A finished manifest store.
 *
 * @param bytes the JUMBF superbox of the store
 * @param manifest URN of the active manifest
 * @param certificateSerial serial number of the signing certificate, hexadecimal
 * @param signer subject of that certificate
 * @param stampedAt time of the RFC 3161 stamp; empty when there is none
 * @param notes what could not be had and was not required, as stable codes; often empty
 */
public record SignedStore(
    byte[] bytes,
    String manifest,
    String certificateSerial,
    String signer,
    Optional<Instant> stampedAt,
    List<String> notes) {
  /** A time stamp was configured, not required, and could not be had. */
  public static final String NO_TIME_STAMP = "c2pa-without-time-stamp";

  public SignedStore {
    notes = List.copyOf(notes);
  }
}
