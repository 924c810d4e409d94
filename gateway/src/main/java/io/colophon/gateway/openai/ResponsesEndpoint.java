package io.colophon.gateway.openai;

import io.colophon.gateway.http.Endpoint;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.Generations;
import io.colophon.gateway.http.RestReceiver;
import io.colophon.gateway.pipeline.Received;
import io.colophon.provider.spi.Dialects;
import io.colophon.provider.spi.WireFrame;

/** {@code POST /v1/responses}. */
final class ResponsesEndpoint implements Endpoint {
  private final RestReceiver receiver;
  private final Generations generations;

  ResponsesEndpoint(RestReceiver receiver, Generations generations) {
    this.receiver = receiver;
    this.generations = generations;
  }

  @Override
  public void serve(Exchange exchange) {
    ResponsesRequest read = ResponsesRequestReader.read(exchange.body());
    Received received =
        receiver
            .receive(exchange, read.model(), read.request(), read.user())
            .withOriginal(new WireFrame(Dialects.OPENAI_RESPONSES, exchange.body()));
    long created = received.time().getEpochSecond();
    if (read.stream()) {
      generations.stream(
          exchange,
          received,
          new ResponsesStreamReply(exchange, read, created),
          Generations.TEXT_AHEAD);
    } else {
      generations.run(exchange, received, new ResponsesUnaryReply(exchange, read, created));
    }
  }
}
