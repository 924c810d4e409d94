package io.colophon.provider.vendors.spark;

import io.colophon.provider.http.Attempt;
import io.colophon.provider.http.HmacUrl;
import io.colophon.provider.http.HttpCall;
import io.colophon.provider.http.Json;
import io.colophon.provider.http.Output;
import io.colophon.provider.http.WebSocket;
import io.colophon.provider.http.WebSocketReader;
import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationRequest;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Translation;
import io.colophon.provider.vendors.chat.OpenAiUsage;
import io.colophon.provider.vendors.pieces.ChatOutput;
import io.colophon.provider.vendors.pieces.Fields;
import io.colophon.provider.vendors.pieces.Fit;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One question over a WebSocket of its own. Frames say {@code header.status} 0, 1 and, on the last,
 * 2; counts are on the last. The vendor does not say why a model stopped.
 */
final class SparkAttempt implements Attempt {
  private static final int MOST_MESSAGE_BYTES = 4 * 1024 * 1024;
  private static final int LAST = 2;

  private final SparkConfig config;
  private final String socketBase;
  private final GenerationRequest.Text request;
  private final List<Translation> dropped;

  SparkAttempt(
      SparkConfig config,
      String socketBase,
      GenerationRequest.Text request,
      List<Translation> dropped) {
    this.config = config;
    this.socketBase = socketBase;
    this.request = request;
    this.dropped = dropped;
  }

  @Override
  public void begin(Output out) {
    Fit fit = new Fit(dropped);
    JsonNode body = SparkBody.write(request, config.appId(), out.options().generationId(), fit);
    URI signed =
        HmacUrl.sign(
            "GET",
            URI.create(socketBase + config.pathOf(request.prompt().model().name())),
            config.apiKey().reveal(),
            config.apiSecret(),
            out.context().clock().instant());
    out.webSocket(
        HttpCall.get(signed),
        MOST_MESSAGE_BYTES,
        new Reader(
            out,
            new ChatOutput(out, fit.translations()),
            new String(Json.write(body), StandardCharsets.UTF_8)));
  }

  private record Reader(Output out, ChatOutput chat, String question) implements WebSocketReader {

    @Override
    public void opened(WebSocket socket) {
      socket.text(question);
    }

    @Override
    public void text(String text) {
      JsonNode frame = Json.read(text);
      JsonNode header = frame.path("header");
      if (!header.path("code").isNumber()) {
        throw new ProviderException(
            FailureKind.MALFORMED_ANSWER, "a frame has no number in header.code");
      }
      if (Fields.number(header, "code", -1) != 0) {
        failed(SparkFailures.within(header));
        return;
      }
      chat.accepted(null);
      JsonNode usage = frame.path("payload").path("usage").path("text");
      if (usage.isObject()) {
        chat.usage(OpenAiUsage.read(usage));
      }
      int next = 0;
      for (JsonNode piece : frame.path("payload").path("choices").path("text")) {
        chat.text(Fields.text(piece, "content"));
        JsonNode call = piece.path("function_call");
        if (call.isObject() && !Fields.text(call, "name").isEmpty()) {
          chat.call(
              Fields.number(piece, "index", next),
              null,
              Fields.orNull(call, "name"),
              Fields.text(call, "arguments"));
        }
        next++;
      }
      if (Fields.number(header, "status", 0) == LAST) {
        chat.stopped(FinishReason.STOP);
        chat.end();
      }
    }

    private void failed(ProviderException failure) {
      if (failure.kind() == FailureKind.CONTENT_REFUSED) {
        chat.cutByPolicy(failure);
      } else {
        out.fail(failure);
      }
    }

    @Override
    public void closed(int code, String reason) {
      out.fail(
          FailureKind.UNREACHABLE,
          "the connection was closed (" + code + ") before the last frame");
    }
  }
}
