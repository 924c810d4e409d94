package io.colophon.gateway.admission;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.colophon.throttling.LimitChain;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.Limits;
import java.util.ArrayList;
import java.util.List;

/**
 * The limits that a request must pass, looked up once for each combination of caller, model and
 * route and then kept. Thread-safe.
 */
public final class LimitChains {
  private static final int KEPT = 10_000;

  private final Limits limits;
  private final Cache<Key, LimitChain> chains = Caffeine.newBuilder().maximumSize(KEPT).build();

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

  /** Puts other rules in force; what was counted under unchanged ones is kept. */
  public void reconfigure(List<LimitRule> rules) {
    limits.reconfigure(rules);
  }

  public Limits limits() {
    return limits;
  }
}
