package io.colophon.gateway.admission;

import io.colophon.gateway.standing.ShownLimit;
import io.colophon.gateway.standing.Standing;
import io.colophon.throttling.LimitChain;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.LimitUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The limits that bind one caller, and the words in which he is told of them with every answer,
 * which are found once. Thread-safe.
 */
final class CountedChain {
  private final LimitChain chain;

  /** In the order in which the limits are asked; replaced when others come into force. */
  private volatile List<Told> told = List.of();

  private record Told(LimitRule rule, String subject, ShownLimit limit) {
    static Told of(LimitUsage usage) {
      return new Told(
          usage.rule(),
          usage.subject(),
          ShownLimit.of(usage.rule(), LimitScope.nameOf(usage.subject())));
    }

    boolean isOf(LimitUsage usage) {
      return rule.equals(usage.rule()) && subject.equals(usage.subject());
    }
  }

  CountedChain(LimitChain chain) {
    this.chain = chain;
  }

  LimitChain chain() {
    return chain;
  }

  /** How far each of them is used now. */
  List<Standing> standings(QuotaTools tools) {
    List<LimitUsage> usage = chain.usage(tools.ticker().nanos(), tools.clock().millis());
    if (usage.isEmpty()) {
      return List.of();
    }
    Instant now = tools.clock().instant();
    List<Told> known = known(usage);
    List<Standing> standings = new ArrayList<>(usage.size());
    for (int i = 0; i < usage.size(); i++) {
      standings.add(Standing.of(usage.get(i), known.get(i).limit(), now));
    }
    return standings;
  }

  private List<Told> known(List<LimitUsage> usage) {
    List<Told> known = told;
    boolean same = known.size() == usage.size();
    for (int i = 0; same && i < usage.size(); i++) {
      same = known.get(i).isOf(usage.get(i));
    }
    if (!same) {
      known = usage.stream().map(Told::of).toList();
      told = known;
    }
    return known;
  }
}
