package io.colophon.gateway.openai;

import io.colophon.gateway.http.Endpoint;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.Generations;
import io.colophon.gateway.http.RestReceiver;
import io.colophon.gateway.pipeline.Received;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.WireFrame;

/** {@code POST /v1/chat/completions}. */
final class ChatEndpoint implements Endpoint {
  private final RestReceiver receiver;
  private final Generations generations;

  ChatEndpoint(RestReceiver receiver, Generations generations) {
    this.receiver = receiver;
    this.generations = generations;
  }

  @Override
  public void serve(Exchange exchange) {
    ChatRequest read = ChatRequestReader.read(exchange.body());
    Received received =
        receiver
            .receive(exchange, read.model(), read.request(), read.user())
            .withOriginal(new WireFrame(Dialects.OPENAI_CHAT, exchange.body()));
    long created = received.time().getEpochSecond();
    if (read.stream()) {
      generations.stream(
          exchange,
          received,
          new ChatStreamReply(exchange, read.usageAsked(), created),
          Generations.TEXT_AHEAD);
    } else {
      generations.run(exchange, received, new ChatUnaryReply(exchange, created));
    }
  }
}
