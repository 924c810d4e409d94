package io.colophon.provider.vendors.hunyuan;

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
import io.colophon.provider.vendors.pieces.Pace;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;

/** One deployment of Hunyuan. */
final class HunyuanProvider implements Provider {
  private final HunyuanHost host;
  private final URI baseUrl;
  private final Offers offers;
  private final HttpUpstream upstream;
  private final PolledJobs jobs;

  HunyuanProvider(String name, HunyuanConfig config, ProviderContext context) {
    this.host = new HunyuanHost(config, context.clock());
    this.baseUrl = config.baseUrl();
    this.offers = Offers.of(config.models(), HunyuanCapabilities.ALL);
    this.upstream =
        HttpUpstream.open(
            name,
            config.connection(),
            config.timeout(),
            context,
            answer -> HunyuanFailures.read(answer, context.clock()));
    this.jobs = new PolledJobs(upstream, Pace.of(config.pollEvery()));
  }

  @Override
  public List<ModelDescription> models() {
    return offers.models();
  }

  @Override
  public Set<String> extensions() {
    Set<String> all = new HashSet<>(HunyuanCapabilities.TEXT_EXTENSIONS);
    all.addAll(HunyuanCapabilities.IMAGE_EXTENSIONS);
    return Set.copyOf(all);
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    Optional<ProviderException> refusal = offers.refusal(request);
    if (refusal.isPresent()) {
      return upstream.refuse(refusal.get());
    }
    if (request instanceof GenerationRequest.Text text) {
      return upstream.generate(
          options,
          new ChatAction(host, text, offers.dropped(text, HunyuanCapabilities.TEXT_EXTENSIONS)));
    }
    if (request instanceof GenerationRequest.Image image) {
      return jobs.generate(options, job(image));
    }
    return upstream.refuse(unsupported());
  }

  @Override
  public Flow.Publisher<GenerationEvent> resume(
      GenerationRequest request, String handle, CallOptions options) {
    return request instanceof GenerationRequest.Image image
        ? jobs.resume(options, handle, job(image))
        : upstream.refuse(unsupported());
  }

  private ImageJob job(GenerationRequest.Image image) {
    return new ImageJob(
        host, baseUrl, image, offers.dropped(image, HunyuanCapabilities.IMAGE_EXTENSIONS));
  }

  private static ProviderException unsupported() {
    return new ProviderException(FailureKind.UNSUPPORTED, "neither text nor pictures");
  }

  @Override
  public void close() {
    upstream.close();
  }
}
