package io.colophon.provider.vendors.anthropic;

import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.HttpUpstream;
import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One deployment of the messages interface. */
final class AnthropicProvider implements Provider {
  private final AnthropicConfig config;
  private final URI messages;
  private final HttpUpstream upstream;
  private final Map<String, ModelDescription> models;

  AnthropicProvider(String name, AnthropicConfig config, ProviderContext context) {
    this.config = config;
    String base = config.baseUrl().toString();
    this.messages =
        URI.create(
            (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/messages");
    if (messages.getHost() == null) {
      throw new IllegalArgumentException(
          "base-url is \"" + base + "\", expected an http or https address");
    }
    this.models =
        config.models().orElse(List.of()).stream()
            .map(OfferedModel::describe)
            .collect(Collectors.toUnmodifiableMap(ModelDescription::name, Function.identity()));
    this.upstream =
        HttpUpstream.open(
            name,
            config.connection(),
            config.timeout(),
            context,
            answer -> AnthropicFailures.read(answer, context.clock()));
  }

  @Override
  public List<ModelDescription> models() {
    return List.copyOf(models.values());
  }

  @Override
  public Set<String> extensions() {
    return MessagesAttempt.EXTENSIONS;
  }

  @Override
  public Set<String> relays() {
    return Set.of(Dialects.ANTHROPIC_MESSAGES);
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    String model = request.prompt().model().name();
    ModelDescription known = models.get(model);
    if (!models.isEmpty() && known == null) {
      return upstream.refuse(
          new ProviderException(
              FailureKind.MODEL_UNAVAILABLE, "model " + model + " is not listed as offered"));
    }
    if (known != null && !known.serves(request)
        || !(request instanceof GenerationRequest.Text text)) {
      return upstream.refuse(
          new ProviderException(FailureKind.UNSUPPORTED, "model " + model + " puts out text only"));
    }
    return upstream.generate(
        options, new MessagesAttempt(call(), text, options, config.defaultMaxTokens()));
  }

  private HttpCall call() {
    HttpCall call = HttpCall.post(messages).header("anthropic-version", config.version());
    config.apiKey().ifPresent(key -> call.header("x-api-key", key.reveal()));
    config.beta().ifPresent(beta -> call.header("anthropic-beta", beta));
    return call;
  }

  @Override
  public void close() {
    upstream.close();
  }
}
