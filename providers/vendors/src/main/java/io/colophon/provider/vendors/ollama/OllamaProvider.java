package io.colophon.provider.vendors.ollama;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.HttpUpstream;
import io.colophon.provider.http.Offers;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;

/** One server that runs Ollama. A request whose connection goes is stopped by the server. */
final class OllamaProvider implements Provider {
  private final OllamaConfig config;
  private final Offers offers;
  private final HttpUpstream upstream;
  private final URI chat;
  private final URI embed;

  OllamaProvider(String name, OllamaConfig config, ProviderContext context) {
    this.config = config;
    this.offers = Offers.of(config.models(), OllamaFactory.CAPABILITIES);
    String address = config.baseUrl().toString();
    String bare = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    this.chat = URI.create(bare + "/api/chat");
    this.embed = URI.create(bare + "/api/embed");
    this.upstream =
        HttpUpstream.open(
            name,
            config.connection(),
            config.timeout(),
            context,
            answer -> OllamaFailures.read(answer, context.clock()));
  }

  @Override
  public List<ModelDescription> models() {
    return offers.models();
  }

  @Override
  public Set<String> extensions() {
    return ChatBody.EXTENSIONS;
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    Optional<ProviderException> refusal = offers.refusal(request);
    if (refusal.isPresent()) {
      return upstream.refuse(refusal.get());
    }
    return upstream.generate(options, attempt(request));
  }

  private Attempt attempt(GenerationRequest request) {
    return request instanceof GenerationRequest.Embedding embedding
        ? new EmbedAttempt(() -> post(embed), config, embedding, offers.dropped(request, Set.of()))
        : new ChatAttempt(
            () -> post(chat),
            config,
            (GenerationRequest.Text) request,
            offers.dropped(request, ChatBody.EXTENSIONS));
  }

  private HttpCall post(URI uri) {
    HttpCall call = HttpCall.post(uri);
    config.apiKey().ifPresent(key -> call.bearer(key.reveal()));
    return call;
  }

  @Override
  public void close() {
    upstream.close();
  }
}
