package io.colophon.provider.triton;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Flow;

/** The models of one server. Thread-safe. */
final class TritonProvider implements Provider {
  private final TritonServer server;
  private final Map<String, ModelDescription> models = new TreeMap<>();

  /**
   * @throws IllegalArgumentException if the settings do not go together
   */
  TritonProvider(String name, TritonConfig config, ProviderContext context) {
    config.models().forEach((model, facts) -> models.put(model, facts.describe(model)));
    this.server = new TritonServer(name, config, context);
  }

  @Override
  public List<ModelDescription> models() {
    return List.copyOf(models.values());
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    String name = request.prompt().model().name();
    ModelDescription known = models.get(name);
    TritonModel model = server.config().models().get(name);
    if (known == null || model == null) {
      return refused(FailureKind.MODEL_UNAVAILABLE, "model " + name + " is not configured");
    }
    if (!known.serves(request)) {
      return refused(
          FailureKind.UNSUPPORTED,
          name + " has " + known.abilities() + ", the request needs " + request.needs());
    }
    return new TritonStream(server, request, model, options);
  }

  private static Flow.Publisher<GenerationEvent> refused(FailureKind kind, String why) {
    return subscriber -> {
      Outbox outbox =
          new Outbox(
              new Outbox.Source() {
                @Override
                public void hungry() {}

                @Override
                public void stopped() {}
              });
      outbox.fail(new ProviderException(kind, why));
      outbox.open(subscriber);
    };
  }

  @Override
  public void close() {
    server.close();
  }
}
