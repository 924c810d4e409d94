package io.colophon.provider.vendors.gemini;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpUpstream;
import io.colophon.provider.http.Offers;
import io.colophon.provider.http.PolledJobs;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.WireFrame;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;

/** One deployment of the Gemini API. */
final class GeminiProvider implements Provider {
  private final GeminiHost host;
  private final GeminiConfig config;
  private final Offers offers;
  private final HttpUpstream upstream;
  private final PolledJobs films;

  GeminiProvider(String name, GeminiConfig config, ProviderContext context) {
    this.config = config;
    this.host = new GeminiHost(config);
    this.offers = Offers.of(config.models(), GeminiCapabilities.ALL);
    this.upstream =
        HttpUpstream.open(
            name,
            config.connection(),
            config.timeout(),
            context,
            answer -> GeminiFailures.read(answer, context.clock()));
    this.films = new PolledJobs(upstream, config.pace());
  }

  @Override
  public List<ModelDescription> models() {
    return offers.models();
  }

  @Override
  public Set<String> relays() {
    return config.stream() == GeminiConfig.StreamForm.SSE
        ? Set.of(Dialects.GEMINI_CONTENT, Dialects.GEMINI_STREAM)
        : Set.of(Dialects.GEMINI_CONTENT);
  }

  @Override
  public Set<String> extensions() {
    return GeminiCapabilities.ALL_EXTENSIONS;
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    Optional<ProviderException> refusal = offers.refusal(request);
    if (refusal.isPresent()) {
      return upstream.refuse(refusal.get());
    }
    return request instanceof GenerationRequest.Video film
        ? films.generate(options, job(film))
        : upstream.generate(options, attempt(request, options));
  }

  private FilmJob job(GenerationRequest.Video film) {
    return new FilmJob(host, film, offers.dropped(film, GeminiCapabilities.VIDEO_EXTENSIONS));
  }

  @Override
  public Flow.Publisher<GenerationEvent> resume(
      GenerationRequest request, String handle, CallOptions options) {
    return request instanceof GenerationRequest.Video film
        ? films.resume(options, handle, job(film))
        : upstream.refuse(
            new ProviderException(FailureKind.UNSUPPORTED, "only films are jobs at this vendor"));
  }

  private Attempt attempt(GenerationRequest request, CallOptions options) {
    String model = request.prompt().model().name();
    if (request instanceof GenerationRequest.Text text) {
      Optional<WireFrame> original = RelayAttempt.relayable(options.original(), config.stream());
      return original.isPresent()
          ? new RelayAttempt(host, model, original.get())
          : new TextAttempt(
              host, config, text, offers.dropped(text, GeminiCapabilities.TEXT_EXTENSIONS));
    }
    if (request instanceof GenerationRequest.Embedding embedding) {
      return new EmbeddingAttempt(
          host, embedding, offers.dropped(embedding, GeminiCapabilities.EMBEDDING_EXTENSIONS));
    }
    List<Translation> dropped = offers.dropped(request, GeminiCapabilities.MEDIA_EXTENSIONS);
    if (request instanceof GenerationRequest.Image image) {
      // Bodies are written when the work starts, since what they throw ends the stream.
      return out ->
          new MediaAttempt(host, model, ImageBody.write(image, dropped), dropped, media -> media)
              .begin(out);
    }
    GenerationRequest.Audio audio = (GenerationRequest.Audio) request; // what is left
    return out ->
        new MediaAttempt(
                host,
                model,
                List.of(SpeechBody.write(audio, dropped)),
                dropped,
                SpeechBody.finish(audio))
            .begin(out);
  }

  @Override
  public void close() {
    upstream.close();
  }
}
