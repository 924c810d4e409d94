package io.colophon.gateway.keys;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The teams that keys were made for, as they were at one moment. Immutable. */
public final class KeyTeams {
  private final Map<Name, String> teams = new HashMap<>();

  private record Name(String tenant, String key) {}

  /** Of keys of one name the last one counts. */
  KeyTeams(List<ApiKey> keys) {
    keys.forEach(
        key -> key.team().ifPresent(team -> teams.put(new Name(key.tenant(), key.name()), team)));
  }

  /** The team of a key; empty if it has none. */
  public Optional<String> of(String tenant, String keyName) {
    return Optional.ofNullable(teams.get(new Name(tenant, keyName)));
  }
}
