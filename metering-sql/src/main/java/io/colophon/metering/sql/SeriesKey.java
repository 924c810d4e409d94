package io.colophon.metering.sql;

import io.colophon.metering.ledger.SettledEntry;
import io.colophon.metering.price.Cost;
import io.colophon.metering.report.Dimension;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What sums are kept apart by, besides the day.
 *
 * @param values of the dimensions in {@link #DIMENSIONS}, in their order, then the currency, which
 *     is empty where no price is known
 */
record SeriesKey(List<String> values) {
  /** All but the day, in the order of the columns. */
  static final List<Dimension> DIMENSIONS =
      List.of(
          Dimension.TENANT,
          Dimension.KEY,
          Dimension.MODEL,
          Dimension.MODALITY,
          Dimension.ROUTE,
          Dimension.PROVIDER,
          Dimension.END_STATE,
          Dimension.ACCOUNT);

  private static final Map<Dimension, Integer> PLACES = places();

  SeriesKey {
    values = List.copyOf(values);
  }

  private static Map<Dimension, Integer> places() {
    Map<Dimension, Integer> places = new EnumMap<>(Dimension.class);
    for (int i = 0; i < DIMENSIONS.size(); i++) {
      places.put(DIMENSIONS.get(i), i);
    }
    return places;
  }

  static SeriesKey of(SettledEntry entry) {
    List<String> values = new ArrayList<>(DIMENSIONS.size() + 1);
    for (Dimension dimension : DIMENSIONS) {
      values.add(StoredText.of(dimension.of(entry)));
    }
    values.add(entry.reading().cost() instanceof Cost.Priced priced ? priced.currency() : "");
    return new SeriesKey(values);
  }

  /** Names of the columns, in the order of {@link #values}. */
  static List<String> columns() {
    List<String> columns = new ArrayList<>();
    DIMENSIONS.forEach(dimension -> columns.add(column(dimension)));
    columns.add("currency");
    return columns;
  }

  /** The column of a dimension of a series. */
  static String column(Dimension dimension) {
    return dimension == Dimension.KEY ? "key_id" : dimension.id().replace('-', '_');
  }

  /** The value of a dimension other than the day. */
  String of(Dimension dimension) {
    Integer place = PLACES.get(dimension);
    if (place == null) {
      throw new IllegalArgumentException(dimension.id() + " is not part of a series");
    }
    return values.get(place);
  }

  /** ISO 4217 code, or empty. */
  String currency() {
    return values.get(DIMENSIONS.size());
  }

  /** SHA-256 of the values: a key of one length, whatever names callers make up. */
  String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String value : values) {
        sha.update(value.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
