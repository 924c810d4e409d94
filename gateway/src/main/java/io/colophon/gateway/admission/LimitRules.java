package io.colophon.gateway.admission;

import io.colophon.gateway.config.LimitSubject;
import io.colophon.throttling.Dimension;
import io.colophon.throttling.LimitRule;
import io.colophon.throttling.lease.WhenAway;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one configuration: rules, and which generations they count. Two of them are never
 * equal, so that what was looked up under one is not found under another. Immutable.
 */
public final class LimitRules {
  /** Nothing is limited. */
  public static final LimitRules NONE = new LimitRules(List.of());

  private final List<LimitRule> rules;
  private final List<LimitScope> scopes;
  private final Map<LimitRule, WhenAway> shared = new HashMap<>();
  private final Set<Dimension> dimensions = EnumSet.noneOf(Dimension.class);
  private final Set<String> named = new HashSet<>();
  private final boolean countsUsers;
  private final boolean countsAttempts;

  /**
   * One limit.
   *
   * @param rule bears the scope's name of its subject
   * @param scope which generations it counts
   * @param whenAway what it does when the store of shared limits is away; null for a limit that
   *     this gateway keeps by itself
   */
  public record Scoped(LimitRule rule, LimitScope scope, @Nullable WhenAway whenAway) {}

  public LimitRules(List<Scoped> limits) {
    List<LimitRule> all = new ArrayList<>();
    List<LimitScope> distinct = new ArrayList<>();
    for (Scoped limit : limits) {
      all.add(limit.rule());
      if (limit.whenAway() != null) {
        shared.put(limit.rule(), limit.whenAway());
      }
      dimensions.add(limit.rule().dimension());
      named.add(limit.rule().subject());
      if (!distinct.contains(limit.scope())) {
        distinct.add(limit.scope());
      }
    }
    distinct.sort((one, other) -> one.kind().compareTo(other.kind())); // stable
    this.rules = List.copyOf(all);
    this.scopes = List.copyOf(distinct);
    this.countsUsers = scopes.stream().anyMatch(scope -> scope.kind() == LimitSubject.Kind.USER);
    this.countsAttempts = scopes.stream().anyMatch(LimitScope::isOfAttempts);
  }

  /** For throttling, with the hashes of end users in the place of their names. */
  List<LimitRule> rules(UnaryOperator<String> endUserHash) {
    return rules.stream().map(rule -> hashed(rule, endUserHash)).toList();
  }

  /** Those of them that gateways share, under the same names. */
  Map<LimitRule, WhenAway> shared(UnaryOperator<String> endUserHash) {
    Map<LimitRule, WhenAway> hashed = new HashMap<>();
    shared.forEach((rule, whenAway) -> hashed.put(hashed(rule, endUserHash), whenAway));
    return hashed;
  }

  private static LimitRule hashed(LimitRule rule, UnaryOperator<String> endUserHash) {
    String kind = LimitSubject.Kind.USER.id();
    return rule.subject().startsWith(kind) && !rule.subject().endsWith(":*")
        ? rule.withSubject(hashed(rule.subject(), endUserHash))
        : rule;
  }

  private static String hashed(String subject, UnaryOperator<String> endUserHash) {
    int slash = subject.indexOf('/', subject.indexOf(':'));
    return subject.substring(0, slash + 1) + endUserHash.apply(subject.substring(slash + 1));
  }

  /** The subjects that a generation counts for, from the whole to the particular. */
  List<String> subjects(Counted counted) {
    return subjects(counted, "");
  }

  /**
   * The subjects that only attempts count for.
   *
   * @param provider the deployment that the attempt goes to; empty for the generation itself
   */
  List<String> subjects(Counted counted, String provider) {
    boolean ofAttempt = !provider.isEmpty();
    String key = counted.caller().keyName().orElse("");
    List<String> subjects = new ArrayList<>(scopes.size());
    for (LimitScope scope : scopes) {
      if (scope.isOfAttempts() == ofAttempt
          && scope.match().matches(counted.model(), counted.route(), counted.caller().tenant(), key)
          && (!ofAttempt || scope.match().matchesProvider(provider))) {
        Optional<String> name =
            counted.nameOf(scope.kind(), provider, plain -> named.contains(scope.subject(plain)));
        name.ifPresent(known -> subjects.add(scope.subject(known)));
      }
    }
    return subjects;
  }

  /** Whether anything is limited. */
  boolean isEmpty() {
    return rules.isEmpty();
  }

  /** Whether any limit counts this. */
  boolean limit(Dimension dimension) {
    return dimensions.contains(dimension);
  }

  /** Whether any limit counts what grows with an answer. */
  boolean lookAtOutput() {
    return dimensions.stream()
        .anyMatch(
            dimension ->
                switch (dimension) {
                  case REQUESTS, CONCURRENCY, INPUT_TOKENS, IMAGES, AUDIO_MILLIS, VIDEO_MILLIS ->
                      false;
                  case TOKENS, OUTPUT_TOKENS, ACCELERATOR_MILLIS, FLOP, ENERGY, CO2E, MONEY -> true;
                });
  }

  /** Whether any limit is one of end users. */
  boolean countUsers() {
    return countsUsers;
  }

  /** Whether any limit looks at the deployment of an attempt. */
  boolean countAttempts() {
    return countsAttempts;
  }
}
