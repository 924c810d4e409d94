package io.colophon.metering.report;

import io.colophon.metering.ledger.OpenedEntry;
import io.colophon.metering.ledger.SettledEntry;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a report can be split by. */
public enum Dimension {
  /** Who pays. */
  TENANT,
  /** The API key's id. */
  KEY,
  /** The model that was used; the requested one where none was. */
  MODEL,
  /** Text, image, audio or video. */
  MODALITY,
  /** The route taken. */
  ROUTE,
  /** The deployment that served; {@code none} where none did. */
  PROVIDER,
  /** The day of admission, UTC, as 2026-11-22. */
  DAY,
  /** How it ended. */
  END_STATE,
  /**
   * {@code caller} for what callers asked for, {@code platform} for what the operator must pay
   * himself: failed attempts that used compute, losers of a race, drained remains.
   */
  ACCOUNT;

  /** The name on the command line and in reports: {@code end-state}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads a list such as {@code tenant,model}.
   *
   * @throws IllegalArgumentException naming what is not known, and what is
   */
  public static List<Dimension> parse(String list) {
    List<Dimension> dimensions = new ArrayList<>();
    for (String name : list.split(",", -1)) {
      Dimension found =
          Arrays.stream(values())
              .filter(dimension -> dimension.id().equals(name.strip()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "--by has '"
                              + name
                              + "', expected some of "
                              + Arrays.stream(values()).map(Dimension::id).toList()));
      if (dimensions.contains(found)) {
        throw new IllegalArgumentException("--by has '" + name.strip() + "' twice, expected once");
      }
      dimensions.add(found);
    }
    return dimensions;
  }

  /** The entry's value. */
  public String of(SettledEntry entry) {
    OpenedEntry opened = entry.opened();
    return switch (this) {
      case TENANT -> opened.tenant();
      case KEY -> opened.keyId();
      case MODEL -> entry.targetModel() == null ? opened.requestedModel() : entry.targetModel();
      case MODALITY -> opened.modality().id();
      case ROUTE -> opened.route();
      case PROVIDER -> entry.provider() == null ? "none" : entry.provider();
      case DAY -> opened.time().atZone(ZoneOffset.UTC).toLocalDate().toString();
      case END_STATE -> entry.endState().id();
      case ACCOUNT -> opened.tenant().equals(OpenedEntry.PLATFORM_TENANT) ? "platform" : "caller";
    };
  }
}
