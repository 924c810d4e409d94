package io.colophon.provider.vendors.replicate;

import io.colophon.provider.http.HttpUpstream;
import io.colophon.provider.http.Offers;
import io.colophon.provider.http.PolledJobs;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.WebhookReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One account at Replicate. */
final class ReplicateProvider implements Provider {
  /** {@code input} is a map of the model's own inputs, laid over all others. */
  private static final Set<String> EXTENSIONS = Set.of("input");

  private final ReplicateHost host;
  private final ReplicateConfig config;
  private final Map<String, ReplicateModel> models;
  private final Offers offers;
  private final HttpUpstream upstream;
  private final PolledJobs jobs;
  private final Optional<WebhookReader> webhooks;

  ReplicateProvider(String name, ReplicateConfig config, ProviderContext context) {
    this.config = config;
    this.host = new ReplicateHost(config);
    List<ReplicateModel> listed = config.models().orElse(List.of());
    this.offers =
        new Offers(
            listed.stream().map(model -> model.offered().describe()).toList(),
            ReplicateFactory.CAPABILITIES);
    this.models =
        listed.stream()
            .collect(Collectors.toUnmodifiableMap(ReplicateModel::name, Function.identity()));
    this.upstream =
        HttpUpstream.open(
            name,
            config.connection(),
            config.timeout(),
            context,
            answer -> Predictions.refused(answer, context.clock()));
    this.jobs = new PolledJobs(upstream, config.pace());
    this.webhooks =
        config
            .webhookSecret()
            .map(secret -> new ReplicateWebhooks(secret, context.clock(), jobs::moved));
  }

  @Override
  public List<ModelDescription> models() {
    return offers.models();
  }

  @Override
  public Set<String> extensions() {
    return EXTENSIONS;
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    Optional<ProviderException> refusal = offers.refusal(request);
    if (refusal.isPresent()) {
      return upstream.refuse(refusal.get());
    }
    return request instanceof GenerationRequest.Text text
        ? upstream.generate(
            options, new TextAttempt(host, text, model(text), config.poll(), dropped(text)))
        : jobs.generate(options, job(request, options));
  }

  @Override
  public Flow.Publisher<GenerationEvent> resume(
      GenerationRequest request, String handle, CallOptions options) {
    return request instanceof GenerationRequest.Text
        ? upstream.refuse(
            new ProviderException(FailureKind.UNSUPPORTED, "text is not taken up again"))
        : jobs.resume(options, handle, job(request, options));
  }

  @Override
  public Optional<WebhookReader> webhooks() {
    return webhooks;
  }

  private PredictionJob job(GenerationRequest request, CallOptions options) {
    return new PredictionJob(host, request, model(request), options, dropped(request));
  }

  private Optional<ReplicateModel> model(GenerationRequest request) {
    return Optional.ofNullable(models.get(request.prompt().model().name()));
  }

  private List<Translation> dropped(GenerationRequest request) {
    return offers.dropped(request, EXTENSIONS);
  }

  @Override
  public void close() {
    upstream.close();
  }
}
