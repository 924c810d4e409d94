package io.colophon.provider.vendors.spark;

import io.colophon.provider.http.HttpUpstream;
import io.colophon.provider.http.Offers;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.vendors.pieces.Address;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;

/** One deployment of Spark. */
final class SparkProvider implements Provider {
  private final SparkConfig config;
  private final String socketBase;
  private final Offers offers;
  private final HttpUpstream upstream;

  SparkProvider(String name, SparkConfig config, ProviderContext context) {
    this.config = config;
    this.socketBase = "ws" + Address.base(config.baseUrl()).substring("http".length());
    this.offers = Offers.of(config.models(), SparkCapabilities.ALL);
    this.upstream =
        HttpUpstream.open(
            name,
            config.connection(),
            config.timeout(),
            context,
            answer -> SparkFailures.read(answer, context.clock()));
  }

  @Override
  public List<ModelDescription> models() {
    return offers.models();
  }

  @Override
  public Set<String> extensions() {
    return SparkCapabilities.EXTENSIONS;
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    Optional<ProviderException> refusal = offers.refusal(request);
    if (refusal.isPresent()) {
      return upstream.refuse(refusal.get());
    }
    if (!(request instanceof GenerationRequest.Text text)) {
      return upstream.refuse(new ProviderException(FailureKind.UNSUPPORTED, "text only"));
    }
    return upstream.generate(
        options,
        new SparkAttempt(
            config, socketBase, text, offers.dropped(text, SparkCapabilities.EXTENSIONS)));
  }

  @Override
  public void close() {
    upstream.close();
  }
}
