package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.NamePattern;
import io.colophon.provider.spi.Default;
import java.util.List;
import java.util.stream.Collectors;

/** Which generations of its subject a limit counts; all conditions must hold. */
public record LimitMatch(
    @Default("*") @About("Requested model: a name, a beginning such as gpt-*, or a list of these.")
        List<NamePattern> model,
    @Default("*") @About("Name of the route, or a list of these.") List<NamePattern> route,
    @Default("*") @About("Tenant: a name, a beginning, or a list of these.")
        List<NamePattern> tenant,
    @Default("*") @About("Name of the API key, or a list of these; not met by a call without one.")
        List<NamePattern> key,
    @Default("*")
        @About(
            "Deployment that an attempt goes to, a name under providers; a target whose limit is"
                + " used up is passed over.")
        List<NamePattern> provider) {
  /** Counts everything. */
  public static final LimitMatch ANY = new LimitMatch(any(), any(), any(), any(), any());

  public LimitMatch {
    model = List.copyOf(model);
    route = List.copyOf(route);
    tenant = List.copyOf(tenant);
    key = List.copyOf(key);
    provider = List.copyOf(provider);
  }

  private static List<NamePattern> any() {
    return List.of(new NamePattern("", true));
  }

  /** Whether it looks at the deployment, so that only attempts can be counted. */
  public boolean looksAtProvider() {
    return !isAny(provider);
  }

  /** Whether all but the deployment fits. An empty key is no key. */
  public boolean matches(String ofModel, String ofRoute, String ofTenant, String ofKey) {
    return NamePattern.anyMatches(model, ofModel)
        && NamePattern.anyMatches(route, ofRoute)
        && NamePattern.anyMatches(tenant, ofTenant)
        && (isAny(key) || (!ofKey.isEmpty() && NamePattern.anyMatches(key, ofKey)));
  }

  /** Whether the deployment fits. */
  public boolean matchesProvider(String ofProvider) {
    return NamePattern.anyMatches(provider, ofProvider);
  }

  /** What it asks for, for instance {@code model gpt-*, route chat}; empty for nothing. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    describe(text, "model", model);
    describe(text, "route", route);
    describe(text, "tenant", tenant);
    describe(text, "key", key);
    describe(text, "provider", provider);
    return text.toString();
  }

  private static void describe(StringBuilder text, String what, List<NamePattern> patterns) {
    if (!isAny(patterns)) {
      text.append(text.isEmpty() ? "" : ", ")
          .append(what)
          .append(' ')
          .append(patterns.stream().map(NamePattern::toString).collect(Collectors.joining("|")));
    }
  }

  private static boolean isAny(List<NamePattern> patterns) {
    return patterns.stream().anyMatch(pattern -> pattern.open() && pattern.beginning().isEmpty());
  }
}
