package io.colophon.provider.declarative;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.testkit.http.HttpDouble;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Flow;

/**
 * A provider together with the double that it talks to.
 *
 * @param provider does the work
 * @param vendor is closed with it
 */
record ClosingProvider(Provider provider, HttpDouble vendor) implements Provider {
  @Override
  public List<ModelDescription> models() {
    return provider.models();
  }

  @Override
  public Set<String> extensions() {
    return provider.extensions();
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    return provider.generate(request, options);
  }

  @Override
  public Flow.Publisher<GenerationEvent> resume(
      GenerationRequest request, String handle, CallOptions options) {
    return provider.resume(request, handle, options);
  }

  @Override
  public void close() {
    provider.close();
    vendor.close();
  }
}
