package io.colophon.benchmarks.server;

import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderFactory;
import io.colophon.provider.testkit.InMemoryConfig;
import io.colophon.provider.testkit.InMemoryProvider;
import java.time.Duration;
import java.util.Set;

/** Makes providers of type {@code paced}: answers from memory, one piece after the other. */
final class PacedFactory implements ProviderFactory<PacedFactory.Config> {

  /**
   * What is put out, and how fast.
   *
   * @param text the answer
   * @param textChunk characters in one piece
   * @param interval from one piece to the next
   */
  public record Config(String text, int textChunk, Duration interval) {}

  @Override
  public String type() {
    return "paced";
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of();
  }

  @Override
  public Provider create(String name, Config config, ProviderContext context) {
    InMemoryConfig answer =
        InMemoryConfig.DEFAULTS
            .withText(config.text())
            .withChunks(config.textChunk(), InMemoryConfig.DEFAULTS.mediaChunk());
    return new PacedProvider(
        new InMemoryProvider(answer, context), config.interval(), context.timers());
  }
}
