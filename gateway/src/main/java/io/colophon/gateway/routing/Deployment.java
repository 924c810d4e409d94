package io.colophon.gateway.routing;

import io.colophon.gateway.config.OnAbort;
import io.colophon.gateway.config.ProviderConfig;
import io.colophon.provider.spi.Capability;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A provider as the operator configured it. Outlives a reload that does not change it; closed when
 * the last configuration that uses it is out of force and its generations have ended. Thread-safe.
 */
public final class Deployment {
  private final String name;
  private final ProviderConfig config;
  private final Provider provider;
  private final List<Capability> capabilities;
  private final boolean readOn;
  private final boolean keepsTimeLimits;
  private final KeyRing keys;
  private final Map<String, ModelDescription> models;
  private int users;

  /**
   * @param providers one for each of its credentials; at least one
   * @param capabilities what plug-ins of this type can do at most, as declared
   * @param endsOnCancel whether its upstream stops working and billing when a stream is cancelled
   */
  public Deployment(
      String name,
      ProviderConfig config,
      List<Provider> providers,
      List<Capability> capabilities,
      boolean endsOnCancel) {
    this.name = name;
    this.config = config;
    this.provider = providers.get(0);
    this.keys = new KeyRing(name, providers);
    this.keepsTimeLimits =
        Arrays.stream(config.settings().getClass().getRecordComponents())
            .anyMatch(component -> component.getName().equals("timeout"));
    this.capabilities = List.copyOf(capabilities);
    this.readOn =
        config.onAbort().orElse(endsOnCancel ? OnAbort.CANCEL : OnAbort.DRAIN) == OnAbort.DRAIN;
    this.models =
        provider.models().stream()
            .collect(Collectors.toUnmodifiableMap(ModelDescription::name, Function.identity()));
  }

  /** What the operator calls it. */
  public String name() {
    return name;
  }

  public ProviderConfig config() {
    return config;
  }

  public Provider provider() {
    return provider;
  }

  /** Its credentials, each with a provider; that of the first is {@link #provider()}. */
  public KeyRing keys() {
    return keys;
  }

  /** Whether its plug-in is given the time limits and keeps them by itself. */
  public boolean keepsTimeLimits() {
    return keepsTimeLimits;
  }

  /** What plug-ins of its type can do at most; empty if the type does not declare it. */
  public List<Capability> capabilities() {
    return capabilities;
  }

  /** Whether an answer that nobody waits for any more is read on rather than cancelled. */
  public boolean readsOn() {
    return readOn;
  }

  /** What the provider says of a model; empty when it does not know it beforehand. */
  public Optional<ModelDescription> model(String modelName) {
    return Optional.ofNullable(models.get(modelName));
  }

  /** Every model the provider says it offers. */
  public Map<String, ModelDescription> models() {
    return models;
  }

  /** Says that a configuration uses it; pair with {@link #release()}. */
  public synchronized void use() {
    users++;
  }

  /** Ends one {@link #use()}; the last one closes the provider. */
  public void release() {
    if (leave() == 0) {
      keys.close();
    }
  }

  private synchronized int leave() {
    return --users;
  }
}
