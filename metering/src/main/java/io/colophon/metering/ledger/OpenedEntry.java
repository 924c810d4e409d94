package io.colophon.metering.ledger;

import io.colophon.provider.spi.Modality;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A generation was admitted.
 *
 * @param usageId never used before; 1 to 64 of {@code 0-9 A-Z a-z - _}, for instance a ULID
 * @param time of admission; the period the usage belongs to
 * @param tenant who pays
 * @param keyId the API key's id, never the key; empty when none was needed
 * @param endUserHash hash of the caller's name for its user; null when none was given
 * @param generationId the id that the caller sees
 * @param route which route was taken
 * @param modality what was asked for
 * @param requestedModel the model that the caller asked for
 * @param reservation what it was expected to use
 */
public record OpenedEntry(
    String usageId,
    Instant time,
    String tenant,
    String keyId,
    @Nullable String endUserHash,
    String generationId,
    String route,
    Modality modality,
    String requestedModel,
    Reservation reservation)
    implements LedgerEntry {

  /** Who pays for what is on nobody's account; no tenant can be called so. */
  public static final String PLATFORM_TENANT = "*platform";

  public OpenedEntry {
    if (!isPlain(usageId)) {
      throw new IllegalArgumentException(
          "usage id is '" + usageId + "', expected 1 to 64 of 0-9 A-Z a-z - _");
    }
  }

  /** An entry for which nothing was expected. */
  public OpenedEntry(
      String usageId,
      Instant time,
      String tenant,
      String keyId,
      @Nullable String endUserHash,
      String generationId,
      String route,
      Modality modality,
      String requestedModel) {
    this(
        usageId,
        time,
        tenant,
        keyId,
        endUserHash,
        generationId,
        route,
        modality,
        requestedModel,
        Reservation.NONE);
  }

  private static boolean isPlain(String id) {
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean plain =
          (c >= '0' && c <= '9')
              || (c >= 'A' && c <= 'Z')
              || (c >= 'a' && c <= 'z')
              || c == '-'
              || c == '_';
      if (!plain) {
        return false;
      }
    }
    return !id.isEmpty() && id.length() <= 64;
  }
}
