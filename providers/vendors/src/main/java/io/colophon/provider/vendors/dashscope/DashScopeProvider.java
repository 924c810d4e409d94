package io.colophon.provider.vendors.dashscope;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HttpUpstream;
import io.colophon.provider.http.Offers;
import io.colophon.provider.http.PolledJobs;
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
import io.colophon.provider.vendors.pieces.Pace;
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
  private final PolledJobs tasks;

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
    this.tasks = new PolledJobs(upstream, Pace.of(config.pollEvery()));
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
    Optional<TaskJob> task = task(request, options);
    if (task.isPresent()) {
      return tasks.generate(options, task.get());
    }
    return upstream.generate(options, attempt(request));
  }

  @Override
  public Flow.Publisher<GenerationEvent> resume(
      GenerationRequest request, String handle, CallOptions options) {
    return task(request, options)
        .map(task -> tasks.resume(options, handle, task))
        .orElseGet(() -> upstream.refuse(unsupported("not a request that becomes a task")));
  }

  private Optional<TaskJob> task(GenerationRequest request, CallOptions options) {
    boolean label = host.label(options);
    if (request instanceof GenerationRequest.Video video) {
      return Optional.of(
          new TaskJob(
              host,
              "video-generation/video-synthesis",
              fit -> VideoBody.write(video, label, fit),
              offers.dropped(video, DashScopeCapabilities.VIDEO_EXTENSIONS),
              true));
    }
    if (!(request instanceof GenerationRequest.Image image)) {
      return Optional.empty();
    }
    List<Translation> dropped = offers.dropped(image, DashScopeCapabilities.IMAGE_EXTENSIONS);
    return switch (host.config().imageApi()) {
      case SYNTHESIS ->
          Optional.of(
              new TaskJob(
                  host,
                  image.source().isPresent()
                      ? "image2image/image-synthesis"
                      : "text2image/image-synthesis",
                  fit -> ImageBody.ofPrompt(image, label, fit),
                  dropped,
                  false));
      case MESSAGES ->
          Optional.of(
              new TaskJob(
                  host,
                  "image-generation/generation",
                  fit -> ImageBody.ofMessage(image, label, fit),
                  dropped,
                  false));
      case MULTIMODAL -> Optional.empty();
    };
  }

  private Attempt attempt(GenerationRequest request) {
    if (request instanceof GenerationRequest.Text text) {
      List<Translation> dropped = offers.dropped(text, DashScopeCapabilities.TEXT_EXTENSIONS);
      return new TextAttempt(host, text, isMultimodal(text), dropped);
    }
    if (request instanceof GenerationRequest.Image image) {
      return new ImageAttempt(
          host, image, offers.dropped(image, DashScopeCapabilities.IMAGE_EXTENSIONS));
    }
    if (request instanceof GenerationRequest.Audio audio
        && audio.kind() == GenerationRequest.AudioKind.SPEECH) {
      return new SpeechAttempt(
          host, audio, offers.dropped(audio, DashScopeCapabilities.SPEECH_EXTENSIONS));
    }
    return out -> out.fail(unsupported("neither text, pictures, films nor speech"));
  }

  private static ProviderException unsupported(String why) {
    return new ProviderException(FailureKind.UNSUPPORTED, why);
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
