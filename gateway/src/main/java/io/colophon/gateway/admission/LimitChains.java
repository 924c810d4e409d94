package io.colophon.gateway.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.throttling.LimitChain;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The limits that a request must pass, looked up once for each combination of caller, model and
 * route and then kept. Thread-safe.
 */
public final class LimitChains {
  private static final int KEPT = 10_000;

  private final Limits limits;
  private final Cache<Key, LimitChain> chains = Caffeine.newBuilder().maximumSize(KEPT).build();

  private volatile boolean rulesInForce;

  public LimitChains(Limits limits) {
    this.limits = limits;
  }

  private record Key(Caller caller, String model, String route) {}

  LimitChain of(Caller caller, String model, String route) {
    return chains.get(new Key(caller, model, route), this::resolve);
  }

  private LimitChain resolve(Key key) {
    return limits.chain(subjects(key.caller(), key.model(), key.route()));
  }

  /** The subjects that a generation counts for. */
  static List<String> subjects(Caller caller, String model, String route) {
    List<String> subjects = new ArrayList<>(4);
    subjects.add("tenant:" + caller.tenant());
    caller.keyName().ifPresent(name -> subjects.add("key:" + name));
    subjects.add("model:" + model);
    subjects.add("route:" + route);
    return subjects;
  }

  /** The subjects that a settled generation counted for. */
  public static List<String> subjectsOf(SettledEntry entry) {
    String key = entry.opened().keyId();
    return subjects(
        new Caller(entry.opened().tenant(), key.isEmpty() ? Optional.empty() : Optional.of(key)),
        entry.opened().requestedModel(),
        entry.opened().route());
  }

  /** A limit's subject as the configuration names it, for instance {@code global}. */
  public static String nameOf(String subject) {
    return subject.equals("*") ? "global" : subject;
  }

  /** Whether any limit is set. */
  public boolean hasRules() {
    return rulesInForce;
  }

  /** Puts other rules in force; what was counted under unchanged ones is kept. */
  public void reconfigure(List<LimitRule> rules) {
    limits.reconfigure(rules);
    rulesInForce = !rules.isEmpty();
  }

  public Limits limits() {
    return limits;
  }
}
