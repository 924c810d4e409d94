package io.colophon.provider.vendors.chat;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.Dropped;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Output;
import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Parameter;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.spi.WireFrame;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One request to {@code /chat/completions}. Where the caller wrote in this very dialect, his own
 * bytes are sent and the answer's bytes are handed on; otherwise both are translated.
 */
public final class ChatAttempt implements Attempt {
  private static final int MOST_EVENT_BYTES = 8 * 1024 * 1024;

  /** Parameters of ours that the interface has. */
  public static final Set<Parameter> TAKES =
      Set.of(
          Parameter.TEXT_MAX_TOKENS,
          Parameter.TEXT_TEMPERATURE,
          Parameter.TEXT_TOP_P,
          Parameter.TEXT_STOP,
          Parameter.TEXT_SEED,
          Parameter.TEXT_JSON_SCHEMA,
          Parameter.TEXT_TOOLS);

  private final HttpCall call;
  private final ChatHabits habits;
  private final GenerationRequest.Text request;
  private final Optional<OriginalBody> original;

  /**
   * @param call where to, with the host's credential; its body is set here
   */
  public ChatAttempt(
      HttpCall call, ChatHabits habits, GenerationRequest.Text request, CallOptions options) {
    this.call = call;
    this.habits = habits;
    this.request = request;
    this.original =
        options
            .original()
            .filter(frame -> frame.dialect().equals(Dialects.OPENAI_CHAT))
            .map(WireFrame::bytes)
            .map(OriginalBody::of);
  }

  @Override
  public void begin(Output out) {
    ChatReply reply = new ChatReply(out, habits, translations(), relay());
    if (original.isPresent()) {
      call.body("application/json", body(original.get()));
    } else {
      call.json(ChatRequestWriter.write(request, habits));
    }
    out.open(call, new ChatReader(out, reply, MOST_EVENT_BYTES));
  }

  private ByteBuffer[] body(OriginalBody body) {
    String model = request.prompt().model().name();
    return habits.asksForUsage() ? body.forModel(model) : body.unchangedForModel(model);
  }

  private ChatReply.Relay relay() {
    return original
        .map(
            body ->
                body.asksForUsage() || !habits.asksForUsage()
                    ? ChatReply.Relay.ALL
                    : ChatReply.Relay.WITHOUT_USAGE)
        .orElse(ChatReply.Relay.NOTHING);
  }

  /** What the caller's own bytes hold reaches the host as it is. */
  private List<Translation> translations() {
    return original.isPresent()
        ? List.of()
        : Dropped.of(request, habits.takes(), habits.extensions());
  }
}
