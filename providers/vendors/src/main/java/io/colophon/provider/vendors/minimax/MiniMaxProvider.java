package io.colophon.provider.vendors.minimax;

import io.colophon.provider.http.Attempt;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One deployment of MiniMax. */
final class MiniMaxProvider implements Provider {
  private final MiniMaxHost host;
  private final Offers offers;
  private final HttpUpstream upstream;
  private final PolledJobs films;

  MiniMaxProvider(String name, MiniMaxConfig config, ProviderContext context) {
    this.host = new MiniMaxHost(config);
    this.offers = Offers.of(config.models(), MiniMaxCapabilities.ALL);
    this.upstream =
        HttpUpstream.open(
            name,
            config.connection(),
            config.timeout(),
            context,
            answer -> MiniMaxFailures.read(answer, context.clock()));
    this.films = new PolledJobs(upstream, Pace.of(config.pollEvery()));
  }

  @Override
  public List<ModelDescription> models() {
    return offers.models();
  }

  @Override
  public Set<String> extensions() {
    return Stream.of(
            MiniMaxCapabilities.TEXT_EXTENSIONS,
            MiniMaxCapabilities.SPEECH_EXTENSIONS,
            MiniMaxCapabilities.MUSIC_EXTENSIONS,
            MiniMaxCapabilities.IMAGE_EXTENSIONS,
            MiniMaxCapabilities.VIDEO_EXTENSIONS)
        .flatMap(Set::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    Optional<ProviderException> refusal = offers.refusal(request);
    if (refusal.isPresent()) {
      return upstream.refuse(refusal.get());
    }
    return request instanceof GenerationRequest.Video video
        ? films.generate(options, job(video))
        : upstream.generate(options, attempt(request));
  }

  @Override
  public Flow.Publisher<GenerationEvent> resume(
      GenerationRequest request, String handle, CallOptions options) {
    return request instanceof GenerationRequest.Video video
        ? films.resume(options, handle, job(video))
        : upstream.refuse(unsupported());
  }

  private VideoJob job(GenerationRequest.Video video) {
    return new VideoJob(host, video, offers.dropped(video, MiniMaxCapabilities.VIDEO_EXTENSIONS));
  }

  private Attempt attempt(GenerationRequest request) {
    if (request instanceof GenerationRequest.Text text) {
      return new ChatAttempt(host, text, offers.dropped(text, MiniMaxCapabilities.TEXT_EXTENSIONS));
    }
    if (request instanceof GenerationRequest.Image image) {
      return new ImageAttempt(
          host, image, offers.dropped(image, MiniMaxCapabilities.IMAGE_EXTENSIONS));
    }
    if (request instanceof GenerationRequest.Audio audio) {
      switch (audio.kind()) {
        case SPEECH -> {
          return new SpeechAttempt(
              host, audio, offers.dropped(audio, MiniMaxCapabilities.SPEECH_EXTENSIONS));
        }
        case MUSIC -> {
          return new MusicAttempt(
              host, audio, offers.dropped(audio, MiniMaxCapabilities.MUSIC_EXTENSIONS));
        }
        default -> {} // not offered
      }
    }
    return out -> out.fail(unsupported());
  }

  private static ProviderException unsupported() {
    return new ProviderException(
        FailureKind.UNSUPPORTED, "neither text, pictures, films, speech nor music");
  }

  @Override
  public void close() {
    upstream.close();
  }
}
