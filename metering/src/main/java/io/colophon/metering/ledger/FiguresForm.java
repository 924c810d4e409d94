package io.colophon.metering.ledger;

import io.colophon.metering.figure.Figure;
import io.colophon.metering.figure.Figures;
import io.colophon.metering.figure.Interval;
import io.colophon.metering.figure.Method;
import io.colophon.metering.figure.Metric;
import java.io.IOException;

/**
 * How figures lie in an entry: for each metric its name and
 *
 * <pre>
 *  0  reason                          unknown
 *  1  interval method version basis   known
 *  2  interval k                      known, by the method and basis of the k-th metric written
 * </pre>
 *
 * An interval is 0 and one double; or 1 and three; or 2 and a double by which the three of the last
 * interval of form 1 are to be multiplied, where that gives the same numbers to the last bit.
 */
final class FiguresForm {
  private static final Metric[] METRICS = Metric.values();
  private static final int UNKNOWN = 0;
  private static final int KNOWN = 1;
  private static final int KNOWN_LIKE = 2;

  private FiguresForm() {}

  static void put(EntrySink sink, Figures figures) {
    Interval base = Interval.ZERO;
    for (int i = 0; i < METRICS.length; i++) {
      Figure figure = figures.of(METRICS[i]);
      sink.bytes(EntryNames.bytes(METRICS[i]));
      if (figure instanceof Figure.Known known) {
        int like = like(figures, known, i);
        sink.put(like == i ? KNOWN : KNOWN_LIKE);
        base = put(sink, known.value(), base);
        if (like == i) {
          sink.text(known.method().id());
          sink.text(known.method().version());
          sink.text(known.basis());
        } else {
          sink.number(like);
        }
      } else if (figure instanceof Figure.Unknown unknown) {
        sink.put(UNKNOWN);
        sink.text(unknown.reason());
      }
    }
  }

  static void put(EntrySink sink, Interval interval) {
    put(sink, interval, Interval.ZERO);
  }

  /** The first metric of the same method and basis. */
  private static int like(Figures figures, Figure.Known known, int metric) {
    for (int i = 0; i < metric; i++) {
      if (figures.of(METRICS[i]) instanceof Figure.Known earlier
          && (earlier.method() == known.method() || earlier.method().equals(known.method()))
          && earlier.basis().equals(known.basis())) {
        return i;
      }
    }
    return metric;
  }

  /** Returns what the next interval may be a multiple of. */
  private static Interval put(EntrySink sink, Interval value, Interval base) {
    if (same(value.low(), value.best()) && same(value.best(), value.high())) {
      sink.put(0);
      sink.decimal(value.best());
      return base;
    }
    double factor = factor(value, base);
    if (factor > 0) {
      sink.put(2);
      sink.decimal(factor);
      return base;
    }
    sink.put(1);
    sink.decimal(value.low());
    sink.decimal(value.best());
    sink.decimal(value.high());
    return value;
  }

  /** What multiplies {@code base} to exactly {@code value}; 0 when nothing near does. */
  private static double factor(Interval value, Interval base) {
    if (!(base.best() > 0)) {
      return 0;
    }
    double near = value.best() / base.best();
    if (gives(base, near, value)) {
      return near;
    }
    double above = Math.nextUp(near);
    if (gives(base, above, value)) {
      return above;
    }
    double below = Math.nextDown(near);
    return gives(base, below, value) ? below : 0;
  }

  private static boolean gives(Interval base, double factor, Interval value) {
    return same(base.best() * factor, value.best())
        && same(base.low() * factor, value.low())
        && same(base.high() * factor, value.high());
  }

  private static boolean same(double a, double b) {
    return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
  }

  static Figures figures(EntrySource source) throws IOException {
    Figures.Builder figures = Figures.collect();
    Figure.Known[] known = new Figure.Known[METRICS.length];
    Interval base = Interval.ZERO;
    for (int i = 0; source.hasMore(); i++) {
      Metric metric = EntryNames.metric(source.text());
      int form = source.take();
      if (form == UNKNOWN) {
        figures.with(metric, new Figure.Unknown(source.text()));
        continue;
      }
      boolean isBase = source.peek() == 1;
      Interval value = interval(source, base);
      base = isBase ? value : base;
      Figure.Known figure;
      if (form == KNOWN) {
        figure = new Figure.Known(value, new Method(source.text(), source.text()), source.text());
      } else {
        long like = source.number();
        if (form != KNOWN_LIKE || like < 0 || like >= i || like >= known.length) {
          throw source.bad("a figure of form " + form + " like number " + like);
        }
        Figure.Known origin = known[(int) like];
        if (origin == null) {
          throw source.bad("a figure like number " + like + ", which is not known");
        }
        figure = new Figure.Known(value, origin.method(), origin.basis());
      }
      if (i < known.length) {
        known[i] = figure;
      }
      figures.with(metric, figure);
    }
    return figures.build();
  }

  static Interval interval(EntrySource source, Interval base) throws IOException {
    int form = source.take();
    return switch (form) {
      case 0 -> Interval.of(source.decimal());
      case 1 -> new Interval(source.decimal(), source.decimal(), source.decimal());
      case 2 -> base.times(source.decimal());
      default -> throw source.bad("an interval of form " + form);
    };
  }
}
