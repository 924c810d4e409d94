package io.colophon.provider.vendors.anthropic;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.Dropped;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.SseFrameReader;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.WireFrame;
import io.colophon.provider.vendors.chat.OriginalBody;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One request to {@code /messages}, the caller's own bytes where he wrote in this dialect. */
final class MessagesAttempt implements Attempt {
  static final Set<Parameter> TAKES =
      EnumSet.of(
          Parameter.TEXT_MAX_TOKENS,
          Parameter.TEXT_TEMPERATURE,
          Parameter.TEXT_TOP_P,
          Parameter.TEXT_STOP,
          Parameter.TEXT_JSON_SCHEMA,
          Parameter.TEXT_TOOLS);
  static final Set<String> EXTENSIONS =
      Set.of("top_k", "tool_choice", "parallel_tool_calls", "user", "service_tier");

  private static final int MOST_BYTES = 64 * 1024 * 1024;
  private static final int MOST_EVENT_BYTES = 8 * 1024 * 1024;

  private final HttpCall call;
  private final GenerationRequest.Text request;
  private final int defaultMaxTokens;
  private final Optional<OriginalBody> original;

  MessagesAttempt(
      HttpCall call, GenerationRequest.Text request, CallOptions options, int defaultMaxTokens) {
    this.call = call;
    this.request = request;
    this.defaultMaxTokens = defaultMaxTokens;
    this.original =
        options
            .original()
            .filter(frame -> frame.dialect().equals(Dialects.ANTHROPIC_MESSAGES))
            .map(WireFrame::bytes)
            .map(OriginalBody::of);
  }

  @Override
  public void begin(Output out) {
    MessagesReply reply = new MessagesReply(out, translations(), original.isPresent());
    if (original.isPresent()) {
      call.body(
          "application/json", original.get().unchangedForModel(request.prompt().model().name()));
      if (!original.get().isStream()) {
        out.call(call, MOST_BYTES, answer -> reply.body(answer.body()));
        return;
      }
    } else {
      call.json(MessagesRequestWriter.write(request, defaultMaxTokens));
    }
    out.open(call, new SseFrameReader(out, MOST_EVENT_BYTES, reply::frame, reply::streamEnded));
  }

  private List<Translation> translations() {
    if (original.isPresent()) {
      return List.of();
    }
    List<Translation> translations = Dropped.of(request, TAKES, EXTENSIONS);
    request
        .temperature()
        .ifPresent(
            value -> {
              if (value > 1) {
                translations.add(
                    new Translation(
                        Parameter.TEXT_TEMPERATURE.id(),
                        Translation.Change.CLAMPED,
                        value + " became 1, the most that the target takes"));
              }
            });
    return translations;
  }
}
