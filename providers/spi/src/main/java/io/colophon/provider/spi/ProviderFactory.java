package io.colophon.provider.spi;

import java.util.List;
import java.util.Set;

/**
 * Makes providers of one type. Found at start by {@link java.util.ServiceLoader}; the operator
 * chooses it by {@code type} in the configuration.
 *
 * @param <C> the record that the deployment's configuration is bound to. Component {@code baseUrl}
 *     is the key {@code base-url}. Components are strings, numbers, booleans, {@link
 *     java.time.Duration}s, {@link java.net.URI}s, {@link java.nio.file.Path}s, {@link Secret}s,
 *     enums, lists, maps and records of these; an {@link java.util.Optional} component may be left
 *     out, and one with {@link Default} too.
 */
public interface ProviderFactory<C extends Record> {

  /** The value of {@code type}; lower case, unique among all factories on the class path. */
  String type();

  /** The record class of the configuration. */
  Class<C> configType();

  /**
   * Keys of the configuration whose values are secret, in the form of the file, for instance {@code
   * api-key}. They are masked wherever configuration is shown.
   */
  Set<String> secretProperties();

  /**
   * What plug-ins of this type can do at most, for listings and the capability matrix; what one
   * model can do is said by its {@link ModelDescription}. Empty unless overridden.
   */
  default List<Capability> capabilities() {
    return List.of();
  }

  /**
   * Whether cancelling a stream ends the upstream's work, and with it what is to be paid for. Where
   * it does not, a host may rather read an abandoned stream to its end, which says what was used.
   * True unless overridden.
   */
  default boolean endsOnCancel() {
    return true;
  }

  /**
   * Makes a deployment.
   *
   * @param name what the operator calls it
   * @throws IllegalArgumentException if the values do not go together; the message names the key,
   *     the value and what was expected
   */
  Provider create(String name, C config, ProviderContext context);
}
