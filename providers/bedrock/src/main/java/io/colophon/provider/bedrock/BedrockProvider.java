package io.colophon.provider.bedrock;

import io.colophon.provider.http.HttpUpstream;
import io.colophon.provider.http.Offers;
import io.colophon.provider.http.PolledJobs;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;

/** Bedrock in one region. */
final class BedrockProvider implements Provider {
  private final BedrockConfig config;
  private final BedrockHost host;
  private final Offers offers;
  private final HttpUpstream upstream;
  private final PolledJobs films;

  BedrockProvider(String name, BedrockConfig config, ProviderContext context) {
    this.config = config;
    this.host = new BedrockHost(config, context.clock());
    this.offers = Offers.of(config.models(), BedrockFactory.CAPABILITIES);
    for (ModelDescription model : offers.models()) {
      if (model.modality() == Modality.VIDEO && config.output().isEmpty()) {
        throw new IllegalArgumentException(
            "output is missing: model " + model.name() + " puts its films into a bucket");
      }
    }
    this.upstream =
        HttpUpstream.open(
            name,
            config.connection(),
            config.timeout(),
            context,
            answer -> BedrockFailures.read(answer, context.clock()));
    this.films = new PolledJobs(upstream, config.pace());
  }

  @Override
  public List<ModelDescription> models() {
    return offers.models();
  }

  @Override
  public Set<String> extensions() {
    return BedrockFactory.EXTENSIONS;
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    Optional<ProviderException> refusal = refusal(request);
    if (refusal.isPresent()) {
      return upstream.refuse(refusal.get());
    }
    return request instanceof GenerationRequest.Video film
        ? films.generate(options, job(film))
        : upstream.generate(
            options,
            new ConverseAttempt(
                host,
                (GenerationRequest.Text) request,
                offers.dropped(request, BedrockFactory.EXTENSIONS)));
  }

  @Override
  public Flow.Publisher<GenerationEvent> resume(
      GenerationRequest request, String handle, CallOptions options) {
    Optional<ProviderException> refusal = refusal(request);
    if (refusal.isPresent()) {
      return upstream.refuse(refusal.get());
    }
    return request instanceof GenerationRequest.Video film
        ? films.resume(options, handle, job(film))
        : upstream.refuse(
            new ProviderException(FailureKind.UNSUPPORTED, "only films are jobs at this vendor"));
  }

  private Optional<ProviderException> refusal(GenerationRequest request) {
    Optional<ProviderException> refusal = offers.refusal(request);
    if (refusal.isEmpty() && request.modality() == Modality.VIDEO && config.output().isEmpty()) {
      return Optional.of(
          new ProviderException(
              FailureKind.UNSUPPORTED, "films need a bucket, and none is configured"));
    }
    return refusal;
  }

  private FilmJob job(GenerationRequest.Video film) {
    return new FilmJob(host, config, film, offers.dropped(film, Set.of()));
  }

  @Override
  public void close() {
    upstream.close();
  }
}
