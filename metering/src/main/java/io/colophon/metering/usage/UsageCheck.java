package io.colophon.metering.usage;

import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Suspicion;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Makes a usage one that can be billed, whatever a vendor said: parts never exceed their whole;
 * what was suspect already when it was read, or is missing though the generation came to its end,
 * is taken from our own count. Everything that was changed is noted as a {@link Suspicion}; nothing
 * is ever thrown. What is clamped is clamped downwards, in the caller's favour.
 */
public final class UsageCheck {
  /** The most that is billed of a counter other than floating point operations. */
  public static final long MOST = 1_000_000_000_000_000L;

  private static final Set<UsageUnit> TOKENS =
      EnumSet.of(UsageUnit.INPUT_TOKENS, UsageUnit.OUTPUT_TOKENS);

  private final EnumMap<UsageUnit, Quantity.Known> quantities = new EnumMap<>(UsageUnit.class);
  private final List<Suspicion> suspicions;

  private UsageCheck(Usage usage) {
    quantities.putAll(usage.quantities());
    suspicions = new ArrayList<>(usage.suspicions());
  }

  /**
   * Checks what a vendor said of a generation that came to its end.
   *
   * @param here what we counted; of tokens that it names and the vendor does not, the lack is
   *     suspect, of anything else it is not: many vendors count no pictures
   */
  public static Usage completed(Usage said, LocalCount here) {
    if (said.suspicions().isEmpty() && has(said, here) && Invariants.hold(said)) {
      return said; // nearly always
    }
    UsageCheck check = new UsageCheck(said);
    check.distrust(here);
    here.counts().forEach(check::fill);
    return check.result();
  }

  /**
   * Checks what is known of a generation that broke off. Of output that both know the larger figure
   * counts, as a vendor may have spoken before the last piece, and may count what is not shown; our
   * own estimate counts with its lower bound.
   *
   * @param soFar what the vendor said until then; empty when it said nothing
   * @param here what we counted of what passed
   */
  public static Usage brokenOff(Optional<Usage> soFar, LocalCount here) {
    UsageCheck check =
        new UsageCheck(
            soFar.map(said -> said.as(Quantity.Source.PROVIDER_PARTIAL)).orElse(Usage.UNREPORTED));
    check.distrust(LocalCount.NONE);
    here.counts()
        .forEach(
            (unit, count) -> {
              Quantity.Known known = check.quantities.get(unit);
              if (known == null || known.value() < count.atLeast()) {
                check.quantities.put(unit, new Quantity.Known(count.atLeast(), count.source()));
              }
            });
    return check.result();
  }

  /** Input tokens that were neither read from nor written to a cache; empty when not known. */
  public static OptionalLong uncachedInput(Usage usage) {
    return rest(
        usage, UsageUnit.INPUT_TOKENS, UsageUnit.CACHE_READ_TOKENS, UsageUnit.CACHE_WRITE_TOKENS);
  }

  /** Output tokens that the caller could see; empty when not known. */
  public static OptionalLong visibleOutput(Usage usage) {
    return rest(usage, UsageUnit.OUTPUT_TOKENS, UsageUnit.REASONING_TOKENS);
  }

  private static OptionalLong rest(Usage usage, UsageUnit whole, UsageUnit... parts) {
    OptionalLong all = usage.value(whole);
    if (all.isEmpty()) {
      return all;
    }
    long rest = all.getAsLong();
    for (UsageUnit part : parts) {
      rest -= usage.value(part).orElse(0);
    }
    return OptionalLong.of(Math.max(0, rest));
  }

  private static boolean has(Usage said, LocalCount here) {
    for (Map.Entry<UsageUnit, TokenCount> counted : here.counts().entrySet()) {
      if (!said.quantities().containsKey(counted.getKey())) {
        return false;
      }
    }
    return true;
  }

  /**
   * A counter that was clamped when it was read gives way to our own. Without one, a figure beyond
   * all measure is dropped: it says nothing, and what is not known is not zero.
   */
  private void distrust(LocalCount here) {
    for (Suspicion suspicion : List.copyOf(suspicions)) {
      UsageUnit unit = suspicion.unit();
      Quantity.Known said = quantities.get(unit);
      Optional<TokenCount> own = here.of(unit);
      if (said != null && onlyWrittenOddly(suspicion.found(), said.value())) {
        continue;
      }
      if (own.isPresent()) {
        put(unit, own.get());
      } else if (said != null && said.value() >= MOST && unit != UsageUnit.FLOP) {
        quantities.remove(unit);
      }
    }
  }

  /** A count as a text, or with a fraction, is strange but tells what was meant. */
  private static boolean onlyWrittenOddly(String found, long value) {
    String plain = found.replace("\"", "");
    String digits = Long.toString(value);
    return plain.equals(digits) || plain.startsWith(digits + ".");
  }

  private void fill(UsageUnit unit, TokenCount count) {
    if (quantities.containsKey(unit)) {
      return;
    }
    put(unit, count);
    boolean noted = suspicions.stream().anyMatch(one -> one.unit() == unit);
    if (TOKENS.contains(unit) && !noted) {
      suspicions.add(new Suspicion(unit, "nothing", "a count by the vendor"));
    }
  }

  private void put(UsageUnit unit, TokenCount count) {
    quantities.put(unit, new Quantity.Known(count.tokens(), count.source()));
  }

  private Usage result() {
    Invariants.enforce(quantities, suspicions);
    return quantities.isEmpty() && suspicions.isEmpty()
        ? Usage.UNREPORTED
        : new Usage(quantities, suspicions);
  }
}
