package io.colophon.gateway.admission;

import io.colophon.gateway.config.LimitSubject;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What of a generation decides which limits count it.
 *
 * @param caller who asks
 * @param model the requested model
 * @param route the route it takes
 * @param endUser hash of the caller's name for the person behind it; empty where nobody is named,
 *     or no limit looks at it
 */
record Counted(Caller caller, String model, String route, Optional<String> endUser) {

  /**
   * Its name among the subjects of a kind; empty where it has none.
   *
   * @param provider the deployment of an attempt; empty for the generation as a whole
   * @param isNamed whether the configuration names a subject so
   */
  Optional<String> nameOf(LimitSubject.Kind kind, String provider, Predicate<String> isNamed) {
    return switch (kind) {
      case GLOBAL -> Optional.of("");
      case TENANT -> Optional.of(caller.tenant());
      case TEAM -> caller.team().map(this::inTenant);
      case KEY -> caller.keyName().map(name -> isNamed.test(name) ? name : inTenant(name));
      case USER -> endUser.map(this::inTenant);
      case MODEL -> Optional.of(model);
      case ROUTE -> Optional.of(route);
      case PROVIDER -> provider.isEmpty() ? Optional.empty() : Optional.of(provider);
    };
  }

  /** Names of keys, teams and people are unique within their tenant only. */
  private String inTenant(String name) {
    return caller.tenant() + "/" + name;
  }
}
