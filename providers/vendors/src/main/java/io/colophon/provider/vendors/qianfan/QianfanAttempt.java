package io.colophon.provider.vendors.qianfan;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.CachedToken;
import io.colophon.provider.http.HttpAnswer;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.ServerSentEvent;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.vendors.chat.OpenAiUsage;
import io.colophon.provider.vendors.pieces.Address;
import io.colophon.provider.vendors.pieces.ChatOutput;
import io.colophon.provider.vendors.pieces.EventsOrWhole;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.Fit;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Text as a stream of events, each with its part in {@code result} and {@code is_end} on the last.
 * A refused token is forgotten, and the call is made once more with a new one.
 */
final class QianfanAttempt implements Attempt {
  private static final int MOST_EVENT_BYTES = 4 * 1024 * 1024;
  private static final String CHAT = "/rpc/2.0/ai_custom/v1/wenxinworkshop/chat/";

  private final String address;
  private final CachedToken token;
  private final GenerationRequest.Text request;
  private final List<Translation> dropped;

  QianfanAttempt(
      String address,
      CachedToken token,
      GenerationRequest.Text request,
      List<Translation> dropped) {
    this.address = address;
    this.token = token;
    this.request = request;
    this.dropped = dropped;
  }

  @Override
  public void begin(Output out) {
    Fit fit = new Fit(dropped);
    byte[] body = Json.write(QianfanBody.write(request, fit));
    ChatOutput chat = new ChatOutput(out, fit.translations());
    token.use(out, value -> send(out, chat, body, value, true));
  }

  private void send(Output out, ChatOutput chat, byte[] body, String value, boolean mayRepeat) {
    String model = Address.segment(request.prompt().model().name());
    URI uri =
        URI.create(
            address
                + CHAT
                + model
                + "?access_token="
                + URLEncoder.encode(value, StandardCharsets.UTF_8));
    out.open(
        HttpCall.post(uri).json(body),
        new EventsOrWhole(
            out,
            MOST_EVENT_BYTES,
            event -> event(out, chat, event),
            chat::end,
            answer -> whole(out, chat, body, value, mayRepeat, answer)));
  }

  private void whole(
      Output out,
      ChatOutput chat,
      byte[] body,
      String value,
      boolean mayRepeat,
      HttpAnswer answer) {
    JsonNode said = answer.json();
    if (QianfanFailures.isAboutToken(said)) {
      token.forget(value);
      if (mayRepeat) {
        token.use(out, another -> send(out, chat, body, another, false));
        return;
      }
    }
    piece(out, chat, said, true);
    if (!out.isOver()) {
      chat.end();
    }
  }

  private static void event(Output out, ChatOutput chat, ServerSentEvent event) {
    if (!event.data().isEmpty()) {
      piece(out, chat, Json.read(event.data()), false);
    }
  }

  private static void piece(Output out, ChatOutput chat, JsonNode said, boolean isWhole) {
    if (QianfanFailures.isError(said)) {
      out.fail(QianfanFailures.within(said));
      return;
    }
    chat.accepted(null);
    if (said.path("usage").isObject()) {
      chat.usage(OpenAiUsage.read(said.path("usage")));
    }
    chat.text(Fields.text(said, "result"));
    JsonNode call = said.path("function_call");
    if (call.isObject()) {
      chat.call(0, null, Fields.orNull(call, "name"), Fields.text(call, "arguments"));
    }
    String reason = Fields.text(said, "finish_reason");
    if (isWhole || said.path("is_end").asBoolean(false)) {
      chat.stopped(reason(said, reason));
    }
  }

  private static FinishReason reason(JsonNode said, String reason) {
    if (reason.equals("content_filter") || said.path("need_clear_history").asBoolean(false)) {
      return FinishReason.CONTENT_FILTERED;
    }
    if (reason.equals("length") || said.path("is_truncated").asBoolean(false)) {
      return FinishReason.LENGTH;
    }
    return FinishReason.STOP;
  }
}
