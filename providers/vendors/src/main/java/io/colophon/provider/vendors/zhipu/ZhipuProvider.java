package io.colophon.provider.vendors.zhipu;

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
import io.colophon.provider.vendors.chat.ChatAttempt;
import io.colophon.provider.vendors.chat.ChatHabits;
import io.colophon.provider.vendors.pieces.Pace;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;

/** One deployment of Zhipu's platform. */
final class ZhipuProvider implements Provider {
  // Usage is on the last chunk without being asked for.
  private static final ChatHabits HABITS =
      new ChatHabits(
          "max_tokens",
          false,
          ZhipuCapabilities.CHAT_EXTENSIONS,
          ZhipuCapabilities.CHAT,
          ZhipuFailures::within);

  private final ZhipuHost host;
  private final Offers offers;
  private final HttpUpstream upstream;
  private final PolledJobs films;

  ZhipuProvider(String name, ZhipuConfig config, ProviderContext context) {
    this.host = new ZhipuHost(config, context.clock());
    this.offers = Offers.of(config.models(), ZhipuCapabilities.ALL);
    this.upstream =
        HttpUpstream.open(
            name,
            config.connection(),
            config.timeout(),
            context,
            answer -> ZhipuFailures.read(answer, context.clock()));
    this.films = new PolledJobs(upstream, Pace.of(config.pollEvery()));
  }

  @Override
  public List<ModelDescription> models() {
    return offers.models();
  }

  @Override
  public Set<String> relays() {
    return Set.of(Dialects.OPENAI_CHAT);
  }

  @Override
  public Set<String> extensions() {
    Set<String> all = new HashSet<>(ZhipuCapabilities.CHAT_EXTENSIONS);
    all.addAll(ZhipuCapabilities.IMAGE_EXTENSIONS);
    all.addAll(ZhipuCapabilities.VIDEO_EXTENSIONS);
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
          options, new ChatAttempt(host.post("/chat/completions"), HABITS, text, options));
    }
    if (request instanceof GenerationRequest.Image image) {
      return upstream.generate(
          options,
          new ImageAttempt(host, image, offers.dropped(image, ZhipuCapabilities.IMAGE_EXTENSIONS)));
    }
    if (request instanceof GenerationRequest.Video video) {
      return films.generate(options, job(video));
    }
    return upstream.refuse(unsupported());
  }

  @Override
  public Flow.Publisher<GenerationEvent> resume(
      GenerationRequest request, String handle, CallOptions options) {
    return request instanceof GenerationRequest.Video video
        ? films.resume(options, handle, job(video))
        : upstream.refuse(unsupported());
  }

  private VideoJob job(GenerationRequest.Video video) {
    return new VideoJob(host, video, offers.dropped(video, ZhipuCapabilities.VIDEO_EXTENSIONS));
  }

  private static ProviderException unsupported() {
    return new ProviderException(FailureKind.UNSUPPORTED, "neither text, pictures nor films");
  }

  @Override
  public void close() {
    upstream.close();
  }
}
