package io.colophon.provider.http;

import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ModelDescription;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.Usage;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;

/** The smallest plug-in on {@link HttpUpstream}: an event stream whose events are words. */
final class EchoProvider implements Provider {
  private final ModelDescription model =
      new OfferedModel("echo", List.of(Ability.TEXT), Optional.empty()).describe();
  private final HttpUpstream upstream;
  private final URI address;

  EchoProvider(URI address, Timeouts timeouts, ProviderContext context) {
    this.address = address;
    this.upstream =
        HttpUpstream.open(
            "echo",
            ConnectionConfig.DEFAULTS,
            timeouts,
            context,
            answer ->
                HttpFailures.failure(
                    HttpFailures.kind(answer.status()), answer, answer.text(), context.clock()));
  }

  @Override
  public List<ModelDescription> models() {
    return List.of(model);
  }

  @Override
  public Flow.Publisher<GenerationEvent> generate(GenerationRequest request, CallOptions options) {
    if (!request.prompt().model().name().equals(model.name())) {
      return upstream.refuse(
          new ProviderException(FailureKind.MODEL_UNAVAILABLE, "echo is all there is"));
    }
    if (!model.serves(request)) {
      return upstream.refuse(new ProviderException(FailureKind.UNSUPPORTED, "words only"));
    }
    List<Translation> dropped =
        request.prompt().extensions().keySet().stream()
            .map(
                key ->
                    new Translation(
                        "extensions." + key, Translation.Change.DROPPED, "not known here"))
            .toList();
    return upstream.generate(
        options,
        out ->
            out.open(
                HttpCall.post(address).json("{}"),
                new EventStreamReader(
                    out,
                    1024,
                    event -> {
                      if (event.type().equals("accepted")) {
                        out.emit(new GenerationEvent.Accepted(Optional.empty(), dropped));
                      } else if (event.type().equals("end")) {
                        out.finish(FinishReason.STOP, Usage.UNREPORTED);
                      } else {
                        out.emit(new GenerationEvent.TextDelta(event.data()));
                      }
                    },
                    () -> out.fail(FailureKind.UNREACHABLE, "the stream ended without its end"))));
  }

  @Override
  public void close() {
    upstream.close();
  }
}
