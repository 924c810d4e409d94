package io.colophon.gateway.config;

import java.util.Map;
import java.util.Set;

/**
 * The provider types that exist, so that their deployments can be bound and checked.
 *
 * @param byName type by the name that the configuration calls it
 */
public record ProviderTypes(Map<String, ProviderType> byName) {

  public ProviderTypes {
    byName = Map.copyOf(byName);
  }

  /**
   * What is known of a type.
   *
   * @param configType the record its own keys are bound to
   * @param secretProperties keys whose values are masked, in the form of the file
   */
  public record ProviderType(Class<? extends Record> configType, Set<String> secretProperties) {
    public ProviderType {
      secretProperties = Set.copyOf(secretProperties);
    }
  }
}
