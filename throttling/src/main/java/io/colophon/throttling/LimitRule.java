package io.colophon.throttling;

import java.util.OptionalLong;

/**
 * One limit as the operator declares it.
 *
 * @param subject whom it binds: {@code kind:name} binds that one; {@code kind:*} binds each one of
 *     the kind by itself, unless a rule of its own names it for the same dimension and window;
 *     {@code *} binds all together
 * @param dimension what is limited
 * @param amount most that may be used in one window, in the dimension's unit; 1 to {@value
 *     #MOST_AMOUNT}
 * @param per the window; {@link Window#AT_ONCE} goes with {@link Dimension#CONCURRENCY} only
 * @param burst most that may be used at one moment after a rest, for rates only; 1 to {@value
 *     #MOST_AMOUNT}; empty means {@code amount}
 */
public record LimitRule(
    String subject, Dimension dimension, long amount, Window per, OptionalLong burst) {

  /** The largest amount of a limit or a demand; sums of a few of them do not overflow. */
  public static final long MOST_AMOUNT = 1L << 60;

  public LimitRule {
    checkSubject(subject);
    String where = subject + " " + dimension.id() + " per " + per.id();
    if (amount < 1 || amount > MOST_AMOUNT) {
      throw new IllegalArgumentException(
          where + ": amount is " + amount + ", expected 1 to " + MOST_AMOUNT);
    }
    if ((dimension == Dimension.CONCURRENCY) != (per == Window.AT_ONCE)) {
      throw new IllegalArgumentException(
          where + ": concurrency is limited at-once, and nothing else is");
    }
    if (burst.isPresent() && !per.isRate()) {
      throw new IllegalArgumentException(
          where + ": a burst goes with second, minute and hour only");
    }
    if (burst.isPresent() && (burst.getAsLong() < 1 || burst.getAsLong() > MOST_AMOUNT)) {
      throw new IllegalArgumentException(
          where + ": burst is " + burst.getAsLong() + ", expected 1 to " + MOST_AMOUNT);
    }
  }

  /** A rule without a burst of its own. */
  public static LimitRule of(String subject, Dimension dimension, long amount, Window per) {
    return new LimitRule(subject, dimension, amount, per, OptionalLong.empty());
  }

  /** The same with a burst. */
  public LimitRule withBurst(long most) {
    return new LimitRule(subject, dimension, amount, per, OptionalLong.of(most));
  }

  /** The same for somebody else. */
  public LimitRule withSubject(String other) {
    return new LimitRule(other, dimension, amount, per, burst);
  }

  /** Most that can be in use at one moment. */
  public long capacity() {
    return burst.orElse(amount);
  }

  private static void checkSubject(String subject) {
    int colon = subject.indexOf(':');
    boolean kindAndName = colon > 0 && colon < subject.length() - 1;
    if (!subject.equals("*") && !kindAndName) {
      throw new IllegalArgumentException(
          "subject is \"" + subject + "\", expected kind:name, kind:* or *");
    }
  }
}
