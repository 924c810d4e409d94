package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpUpstream;
import io.colophon.provider.http.Offers;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;

/** One deployment of DashScope. */
final class DashScopeProvider implements Provider {
  private final DashScopeHost host;
  private final Offers offers;
  private final HttpUpstream upstream;

  DashScopeProvider(String name, DashScopeConfig config, ProviderContext context) {
    this.host = new DashScopeHost(config);
    this.offers = Offers.of(config.models(), DashScopeCapabilities.ALL);
    this.upstream =
        HttpUpstream.open(
            name,
            config.connection(),
            config.timeout(),
            context,
            answer -> DashScopeFailures.read(answer, context.clock()));
  }

  @Override
  public List<ModelDescription> models() {
    return offers.models();
  }

  @Override
  public Set<String> extensions() {
    Set<String> all = new HashSet<>(DashScopeCapabilities.TEXT_EXTENSIONS);
    all.addAll(DashScopeCapabilities.IMAGE_EXTENSIONS);
    all.addAll(DashScopeCapabilities.VIDEO_EXTENSIONS);
    all.addAll(DashScopeCapabilities.SPEECH_EXTENSIONS);
    return Set.copyOf(all);
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
    if (request instanceof GenerationRequest.Text text) {
      List<Translation> dropped = offers.dropped(text, DashScopeCapabilities.TEXT_EXTENSIONS);
      return new TextAttempt(host, text, isMultimodal(text), dropped);
    }
    throw new ProviderException(FailureKind.UNSUPPORTED, "not offered");
  }

  private boolean isMultimodal(GenerationRequest.Text text) {
    return switch (host.config().textApi()) {
      case TEXT -> false;
      case MULTIMODAL -> true;
      case AUTO ->
          text.needs().contains(Ability.IMAGE_UNDERSTANDING)
              || offers.models().stream()
                  .anyMatch(
                      model ->
                          model.name().equals(text.prompt().model().name())
                              && model.abilities().contains(Ability.IMAGE_UNDERSTANDING));
    };
  }

  @Override
  public void close() {
    upstream.close();
  }
}
