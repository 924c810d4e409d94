package io.colophon.provider.remote;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes providers of type {@code remote}: plug-ins in other processes. Making one waits for the
 * plug-in's models as {@link RemoteConfig#startupWait()} says, so that routes can be checked
 * against them; a plug-in that is not up yet is one that may offer any model.
 */
public final class RemoteFactory implements ProviderFactory<RemoteConfig> {
  private final RandomGenerator random;

  /** Seeds its random numbers from the machine. */
  public RemoteFactory() {
    this(new Random());
  }

  /**
   * @param random for the jitter of reconnecting and for ids of attempts; must be thread-safe if
   *     several providers are made
   */
  public RemoteFactory(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public String type() {
    return "remote";
  }

  @Override
  public Class<RemoteConfig> configType() {
    return RemoteConfig.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of("token");
  }

  /** Everything the contract can carry; what one plug-in can do it says itself. */
  @Override
  public List<Capability> capabilities() {
    return Arrays.stream(Ability.values()).map(RemoteFactory::whole).toList();
  }

  private static Capability whole(Ability ability) {
    String prefix = ability == Ability.EMBEDDING ? "embedding." : ability.modality().id() + ".";
    Set<Parameter> parameters =
        Arrays.stream(Parameter.values())
            .filter(p -> p == Parameter.ADAPTERS || p.id().startsWith(prefix))
            .collect(java.util.stream.Collectors.toSet());
    return new Capability(ability, parameters, true, true, true, Optional.empty());
  }

  @Override
  public Provider create(String name, RemoteConfig config, ProviderContext context) {
    RemoteProvider provider = new RemoteProvider(name, config, context, random);
    provider.awaitFirstTry(config.startupWait());
    return provider;
  }
}
