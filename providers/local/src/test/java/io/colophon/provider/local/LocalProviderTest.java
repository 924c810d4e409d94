package io.colophon.provider.local;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import java.util.List;
import java.util.concurrent.Flow;

/** The embedded provider keeps the contract of all providers. */
final class LocalProviderTest extends ProviderContract {

  @Override
  protected Provider create(ProviderContext context) {
    return new GoneWhenClosed(LocalProvider.create("local", LocalProviderConfig.DEFAULT, context));
  }

  @Override
  protected boolean repeatable(ModelDescription model, Ability ability) {
    return true;
  }

  /** Waits for its workers, which might write while the suite removes the directory. */
  private record GoneWhenClosed(LocalProvider provider) implements Provider {
    @Override
    public List<ModelDescription> models() {
      return provider.models();
    }

    @Override
    public Flow.Publisher<GenerationEvent> generate(
        GenerationRequest request, CallOptions options) {
      return provider.generate(request, options);
    }

    @Override
    public void close() {
      provider.close();
      Bench.until(provider::isGone);
    }
  }
}
