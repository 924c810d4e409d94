package io.colophon.distribution;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.ProviderFactory;
import io.colophon.provider.spi.Usage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;

/** The plug-in for a {@link PollingVendor}; runs in the servers that are killed. */
public final class PollingFactory implements ProviderFactory<PollingFactory.Settings> {
  private static final long POLL_MILLIS = 50;

  /** Where the vendor is. */
  public record Settings(URI url) {}

  @Override
  public String type() {
    return "polling";
  }

  @Override
  public Class<Settings> configType() {
    return Settings.class;
  }

  @Override
  public Set<String> secretProperties() {
    return Set.of();
  }

  @Override
  public Provider create(String name, Settings config, ProviderContext context) {
    return new Plugin(config.url(), context);
  }

  private record Plugin(URI url, ProviderContext context, HttpClient client) implements Provider {
    Plugin(URI url, ProviderContext context) {
      this(url, context, HttpClient.newHttpClient());
    }

    @Override
    public List<ModelDescription> models() {
      return List.of();
    }

    @Override
    public Flow.Publisher<GenerationEvent> generate(
        GenerationRequest request, CallOptions options) {
      return subscriber -> {
        SubmissionPublisher<GenerationEvent> stream = stream(subscriber);
        HttpRequest submit =
            HttpRequest.newBuilder(url.resolve("/jobs"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        orFail(
            stream,
            client
                .sendAsync(submit, BodyHandlers.ofString())
                .thenAccept(
                    answer -> {
                      stream.submit(new GenerationEvent.Submitted(answer.body()));
                      poll(stream, answer.body());
                    }));
      };
    }

    @Override
    public Flow.Publisher<GenerationEvent> resume(
        GenerationRequest request, String handle, CallOptions options) {
      return subscriber -> poll(stream(subscriber), handle);
    }

    private static SubmissionPublisher<GenerationEvent> stream(
        Flow.Subscriber<? super GenerationEvent> subscriber) {
      SubmissionPublisher<GenerationEvent> stream = new SubmissionPublisher<>(Runnable::run, 8);
      stream.subscribe(subscriber);
      stream.submit(new GenerationEvent.Accepted(Optional.empty(), List.of()));
      return stream;
    }

    private void poll(SubmissionPublisher<GenerationEvent> stream, String handle) {
      HttpRequest ask = HttpRequest.newBuilder(url.resolve("/jobs/" + handle)).build();
      orFail(
          stream,
          client
              .sendAsync(ask, BodyHandlers.ofString())
              .thenAccept(
                  answer -> {
                    if (answer.body().equals("done")) {
                      fetch(stream, handle);
                    } else {
                      var unused =
                          context
                              .timers()
                              .schedule(
                                  () -> poll(stream, handle), POLL_MILLIS, TimeUnit.MILLISECONDS);
                    }
                  }));
    }

    private void fetch(SubmissionPublisher<GenerationEvent> stream, String handle) {
      HttpRequest ask = HttpRequest.newBuilder(url.resolve("/jobs/" + handle + "/result")).build();
      orFail(
          stream,
          client
              .sendAsync(ask, BodyHandlers.ofByteArray())
              .thenAccept(
                  answer -> {
                    stream.submit(
                        new GenerationEvent.MediaChunk(
                            0, "image/png", ByteBuffer.wrap(answer.body()), true));
                    stream.submit(
                        new GenerationEvent.Finished(FinishReason.STOP, Usage.UNREPORTED));
                    stream.close();
                  }));
    }

    private static void orFail(
        SubmissionPublisher<GenerationEvent> stream, CompletableFuture<Void> step) {
      var unused =
          step.whenComplete(
              (done, failure) -> {
                if (failure != null) {
                  stream.closeExceptionally(
                      new ProviderException(FailureKind.UNREACHABLE, "no answer", null, failure));
                }
              });
    }

    @Override
    public void close() {
      // the client ends with the process
    }
  }
}
