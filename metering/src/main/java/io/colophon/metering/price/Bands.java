package io.colophon.metering.price;

import java.util.ArrayList;
import java.util.List;

/**
 * The price of an item by how much of it there is. With one band that begins at 0 it is a plain
 * price. Immutable.
 *
 * @param mode how bands apply
 * @param bands by their beginnings, the first at 0
 */
public record Bands(Mode mode, List<Band> bands) {

  /** How bands apply. */
  public enum Mode {
    /** Each part costs what its own band says: like a tax. */
    GRADUATED,
    /** All of it costs what the band says that the whole falls in. */
    VOLUME
  }

  /**
   * A price from a quantity on.
   *
   * @param over holds for what is beyond this quantity, base units of the item; 0 for the first
   * @param nanos price of {@code per} base units, nano-units of the currency; 0 means free
   * @param per 1 or more
   */
  public record Band(long over, long nanos, long per) {
    public Band {
      if (over < 0 || nanos < 0 || per < 1) {
        throw new IllegalArgumentException(
            "a price of "
                + nanos
                + " nano-units per "
                + per
                + " over "
                + over
                + ", expected 0 or more per 1 or more over 0 or more");
      }
    }
  }

  /** A part of a quantity and its price. */
  public record Piece(long quantity, Band band, long nanos) {}

  public Bands {
    bands = List.copyOf(bands);
    if (bands.isEmpty() || bands.get(0).over() != 0) {
      throw new IllegalArgumentException("the first band of a price is expected to begin at 0");
    }
    for (int i = 1; i < bands.size(); i++) {
      if (bands.get(i).over() <= bands.get(i - 1).over()) {
        throw new IllegalArgumentException(
            "bands of a price begin at "
                + bands.get(i - 1).over()
                + " and then "
                + bands.get(i).over()
                + ", expected them to rise");
      }
    }
  }

  /** A plain price. */
  public static Bands flat(long nanos, long per) {
    return new Bands(Mode.GRADUATED, List.of(new Band(0, nanos, per)));
  }

  /** Whether one price holds for all. */
  public boolean isFlat() {
    return bands.size() == 1;
  }

  /** The band that a quantity falls in; on a border it is the lower one. */
  public Band bandOf(long quantity) {
    Band found = bands.get(0);
    for (int i = 1; i < bands.size() && bands.get(i).over() < quantity; i++) {
      found = bands.get(i);
    }
    return found;
  }

  /**
   * What a further quantity costs. Amounts are differences of the rounded cost of all so far, so
   * that however a quantity is cut, its pieces add up to the same within each band: no drift.
   *
   * @param before how much there was before, 0 or more; its amounts are not in the answer
   * @param quantity how much more, 0 or more
   * @param whole how much there is in all, which decides the band in {@link Mode#VOLUME}
   * @return one piece per band touched, at least one; an amount that does not fit a long is
   *     negative
   */
  public List<Piece> price(long before, long quantity, long whole) {
    if (before + quantity < 0) {
      return List.of(new Piece(quantity, bands.get(bands.size() - 1), -1));
    }
    if (isFlat() || mode == Mode.VOLUME) {
      Band band = isFlat() ? bands.get(0) : bandOf(whole);
      return List.of(piece(band, before, before + quantity));
    }
    List<Piece> pieces = new ArrayList<>(2);
    long end = before + quantity;
    for (int i = 0; i < bands.size(); i++) {
      Band band = bands.get(i);
      long next = i + 1 < bands.size() ? bands.get(i + 1).over() : Long.MAX_VALUE;
      long from = Math.max(before, band.over());
      long to = Math.min(end, next);
      if (from < to) {
        pieces.add(piece(band, from - band.over(), to - band.over()));
      }
    }
    return pieces.isEmpty() ? List.of(new Piece(0, bandOf(end), 0)) : pieces;
  }

  private static Piece piece(Band band, long from, long to) {
    long upper = Rating.amount(to, band.nanos(), band.per());
    long lower = from == 0 ? 0 : Rating.amount(from, band.nanos(), band.per());
    return new Piece(to - from, band, upper < 0 || lower < 0 ? -1 : upper - lower);
  }
}
