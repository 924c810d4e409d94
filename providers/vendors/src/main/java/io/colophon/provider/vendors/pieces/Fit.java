package io.colophon.provider.vendors.pieces;

import io.colophon.provider.spi.Translation;
import java.util.ArrayList;
import java.util.List;

/** Makes values fit into a vendor's ranges and remembers what was changed. Not thread-safe. */
public final class Fit {
  private final List<Translation> translations;

  /**
   * @param already what was dropped before
   */
  public Fit(List<Translation> already) {
    translations = new ArrayList<>(already);
  }

  /** The nearest value within {@code least} to {@code most}, both included. */
  public double within(String parameter, double value, double least, double most) {
    double fitted = Math.max(least, Math.min(most, value));
    if (fitted != value) {
      clamped(parameter, value + " became " + fitted);
    }
    return fitted;
  }

  /** The nearest value within {@code least} to {@code most}, both included. */
  public long within(String parameter, long value, long least, long most) {
    long fitted = Math.max(least, Math.min(most, value));
    if (fitted != value) {
      clamped(parameter, value + " became " + fitted);
    }
    return fitted;
  }

  /** A seed as it is, or folded into 0 to {@code most} so that different seeds stay different. */
  public long seed(String parameter, long value, long most) {
    if (value >= 0 && value <= most) {
      return value;
    }
    long folded = Math.floorMod(value, most + 1);
    clamped(parameter, value + " became " + folded + ", seeds go up to " + most);
    return folded;
  }

  /** Says that the nearest possible value was sent. */
  public void clamped(String parameter, String detail) {
    translations.add(new Translation(parameter, Translation.Change.CLAMPED, detail));
  }

  /** Says that a parameter was not sent. */
  public void dropped(String parameter, String detail) {
    translations.add(new Translation(parameter, Translation.Change.DROPPED, detail));
  }

  /** Says that a parameter was sent in another form. */
  public void renamed(String parameter, String detail) {
    translations.add(new Translation(parameter, Translation.Change.RENAMED, detail));
  }

  public List<Translation> translations() {
    return List.copyOf(translations);
  }
}
