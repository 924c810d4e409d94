package io.colophon.gateway.server;

import io.colophon.gateway.assembly.ConfigAssembler;
import io.colophon.gateway.assembly.ProviderRegistry;
import io.colophon.gateway.config.ConfigChange;
import io.colophon.gateway.config.ConfigLoader;
import io.colophon.gateway.config.ConfigResult;
import io.colophon.gateway.config.ConfigWatcher;
import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.config.yaml.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a changed configuration file in force while the server runs. A file with problems changes
 * nothing and is reported. Thread-safe.
 */
final class Reloading implements ConfigWatcher.Listener, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Reloading.class);

  private final ConfigAssembler config;
  private final StartTerms terms;
  private final Consumer<GatewayConfig> alsoTold;
  private volatile ConfigResult.Valid current;
  private @Nullable ConfigWatcher watcher;

  private Reloading(
      ConfigAssembler config, ConfigResult.Valid initial, Consumer<GatewayConfig> alsoTold) {
    this.config = config;
    this.terms = StartTerms.of(initial.config());
    this.alsoTold = alsoTold;
    this.current = initial;
  }

  /**
   * Watches the file, if there is one.
   *
   * @param alsoTold told of each configuration that has come into force; may block
   */
  static Reloading start(
      GatewayOptions options,
      ProviderRegistry registry,
      ConfigResult.Valid initial,
      ConfigAssembler config,
      Consumer<GatewayConfig> alsoTold) {
    Reloading reloading = new Reloading(config, initial, alsoTold);
    options
        .configFile()
        .ifPresent(
            file ->
                reloading.watcher =
                    ConfigWatcher.start(
                        file,
                        () ->
                            ConfigLoader.load(
                                options.configFile(), registry.types(), options.environment()),
                        initial,
                        reloading));
    return reloading;
  }

  /** Loads the file now; empty if there is none. */
  Optional<ConfigResult> reload() {
    return Optional.ofNullable(watcher).map(ConfigWatcher::reload);
  }

  /** What is in effect. */
  ConfigResult.Valid current() {
    return current;
  }

  @Override
  public void reloaded(
      ConfigResult.Valid before, ConfigResult.Valid after, List<ConfigChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    try {
      apply(after, changes);
    } catch (IllegalArgumentException refused) {
      log.error("configuration not reloaded: {}", refused.getMessage());
    }
  }

  /**
   * Puts a configuration in force.
   *
   * @return what of it takes effect, or all of its effect, only at the next start
   * @throws IllegalArgumentException if it cannot be; what was in force stays
   */
  synchronized List<String> apply(ConfigResult.Valid next, List<ConfigChange> changes) {
    GatewayConfig inForce = terms.inForce(next.config());
    config.apply(inForce);
    current = next;
    alsoTold.accept(inForce);
    List<String> later = terms.later(changes);
    log.info("configuration reloaded: {} changes", changes.size());
    changes.forEach(change -> log.info("  {}", change));
    if (!later.isEmpty()) {
      log.warn("these take effect at the next start: {}", String.join(", ", later));
    }
    return later;
  }

  @Override
  public void refused(List<Problem> problems) {
    log.error("configuration not reloaded, {} problems:", problems.size());
    problems.forEach(problem -> log.error("  {}", problem));
  }

  @Override
  public void close() {
    if (watcher != null) {
      watcher.close();
    }
  }
}
