package io.colophon.provider.vendors.comfyui;

import io.colophon.provider.http.HttpUpstream;
import io.colophon.provider.http.Offers;
import io.colophon.provider.http.PolledJobs;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Flow;

/** One server that runs ComfyUI, and the graphs that are offered on it. */
final class ComfyUiProvider implements Provider {
  private final ComfyUiConfig config;
  private final ComfyUiHost host;
  private final Map<String, Workflow> workflows = new TreeMap<>();
  private final Offers offers;
  private final HttpUpstream upstream;
  private final PolledJobs jobs;

  ComfyUiProvider(String name, ComfyUiConfig config, ProviderContext context) {
    this.config = config;
    this.host = new ComfyUiHost(config);
    config.models().forEach((model, graph) -> workflows.put(model, Workflow.read(model, graph)));
    this.offers =
        new Offers(
            workflows.values().stream().map(Workflow::description).toList(),
            ComfyUiFactory.CAPABILITIES);
    this.upstream =
        HttpUpstream.open(
            name,
            config.connection(),
            config.patient(),
            context,
            answer -> ComfyUiFailures.read(answer, context.clock()));
    this.jobs = new PolledJobs(upstream, config.pace());
  }

  @Override
  public List<ModelDescription> models() {
    return offers.models();
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    Optional<ProviderException> refusal = offers.refusal(request);
    return refusal.isPresent()
        ? upstream.refuse(refusal.get())
        : jobs.generate(options, job(request));
  }

  @Override
  public Flow.Publisher<GenerationEvent> resume(
      GenerationRequest request, String handle, CallOptions options) {
    Optional<ProviderException> refusal = offers.refusal(request);
    return refusal.isPresent()
        ? upstream.refuse(refusal.get())
        : jobs.resume(options, handle, job(request));
  }

  private GraphJob job(GenerationRequest request) {
    return new GraphJob(
        host,
        config,
        Objects.requireNonNull(workflows.get(request.prompt().model().name())),
        request,
        offers.dropped(request, Set.of()),
        jobs::moved);
  }

  @Override
  public void close() {
    upstream.close();
  }
}
