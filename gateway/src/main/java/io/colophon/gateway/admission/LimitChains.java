package io.colophon.gateway.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Limits;
import io.colophon.throttling.lease.WhenAway;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The limits that a request must pass, looked up once for each combination of caller, model, route
 * and end user, and then kept. Thread-safe.
 */
public final class LimitChains {
  private static final int KEPT = 10_000;

  private final Limits limits;
  private final UnaryOperator<String> endUserHash;
  private final Consumer<Map<LimitRule, WhenAway>> sharing;
  private final Cache<Key, CountedChain> chains = Caffeine.newBuilder().maximumSize(KEPT).build();
  private final LimitFigures figures;
  private final OutputHistory history = new OutputHistory();

  private volatile LimitRules inForce = LimitRules.NONE;

  /**
   * @param endUserHash the name under which an end user stands in the records
   */
  public LimitChains(Limits limits, UnaryOperator<String> endUserHash) {
    this(limits, endUserHash, rules -> {});
  }

  /**
   * @param endUserHash the name under which an end user stands in the records
   * @param sharing told which rules are shared before they come into force
   */
  public LimitChains(
      Limits limits,
      UnaryOperator<String> endUserHash,
      Consumer<Map<LimitRule, WhenAway>> sharing) {
    this.limits = limits;
    this.endUserHash = endUserHash;
    this.sharing = sharing;
    this.figures = new LimitFigures(limits);
  }

  /**
   * What a chain belongs to.
   *
   * @param provider empty for the generation itself
   */
  private record Key(LimitRules rules, Counted counted, String provider) {}

  /** What of a generation decides which limits count it. */
  Counted counted(Caller caller, String model, String route, Optional<String> endUser) {
    return new Counted(
        caller, model, route, inForce.countUsers() ? endUser.map(endUserHash) : Optional.empty());
  }

  /** The limits of a generation. */
  CountedChain of(Counted counted) {
    LimitRules rules = inForce;
    return chains.get(
        new Key(rules, counted, ""),
        key -> new CountedChain(limits.chain(rules.subjects(key.counted()))));
  }

  /** The limits of an attempt at a deployment; null where there are none. */
  @Nullable CountedChain ofAttempt(Counted counted, String provider) {
    LimitRules rules = inForce;
    return rules.countAttempts()
        ? chains.get(
            new Key(rules, counted, provider),
            key -> new CountedChain(limits.chain(rules.subjects(key.counted(), provider))))
        : null;
  }

  /**
   * The subjects that a settled generation counted for, its last attempt included.
   *
   * @param team of its key, which the ledger does not name
   */
  public List<String> subjectsOf(SettledEntry entry, Optional<String> team) {
    LimitRules rules = inForce;
    Counted counted = countedOf(entry, team);
    List<String> subjects = new ArrayList<>(rules.subjects(counted));
    if (entry.provider() != null && rules.countAttempts()) {
      subjects.addAll(rules.subjects(counted, entry.provider()));
    }
    return subjects;
  }

  /** Learns from an earlier answer. */
  public void learn(SettledEntry entry, Optional<String> team, long outputTokens, long atNanos) {
    Counted counted = countedOf(entry, team);
    history.add(counted.caller(), counted.model(), outputTokens, atNanos);
  }

  private static Counted countedOf(SettledEntry entry, Optional<String> team) {
    String key = entry.opened().keyId();
    return new Counted(
        new Caller(
            entry.opened().tenant(), key.isEmpty() ? Optional.empty() : Optional.of(key), team),
        entry.opened().requestedModel(),
        entry.opened().route(),
        Optional.ofNullable(entry.opened().endUserHash()));
  }

  /** Whether any limit is set. */
  public boolean hasRules() {
    return !inForce.isEmpty();
  }

  /** Whether any limit counts this. */
  boolean limit(Dimension dimension) {
    return inForce.limit(dimension);
  }

  /** Whether any limit counts what grows with an answer. */
  boolean looksAtOutput() {
    return inForce.lookAtOutput();
  }

  /** What metrics show. */
  public LimitFigures figures() {
    return figures;
  }

  /** How long answers were. */
  public OutputHistory history() {
    return history;
  }

  /** Puts other rules in force; what was counted under unchanged ones is kept. */
  public void reconfigure(LimitRules rules) {
    sharing.accept(rules.shared(endUserHash));
    List<LimitRule> hashed = rules.rules(endUserHash);
    limits.reconfigure(hashed);
    hashed.forEach(figures::declare);
    inForce = rules;
    chains.invalidateAll(); // of rules that nobody looks up any more
  }

  public Limits limits() {
    return limits;
  }
}
