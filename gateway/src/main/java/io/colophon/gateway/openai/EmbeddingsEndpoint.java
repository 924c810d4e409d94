package io.colophon.gateway.openai;

import io.colophon.gateway.http.Endpoint;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.Generations;
import io.colophon.gateway.http.RestReceiver;

/** {@code POST /v1/embeddings}. */
final class EmbeddingsEndpoint implements Endpoint {
  private final RestReceiver receiver;
  private final Generations generations;

  EmbeddingsEndpoint(RestReceiver receiver, Generations generations) {
    this.receiver = receiver;
    this.generations = generations;
  }

  @Override
  public void serve(Exchange exchange) {
    EmbeddingsRequest read = EmbeddingsRequest.read(exchange.body());
    generations.run(
        exchange,
        receiver.receive(exchange, read.model(), read.request(), read.user()),
        new EmbeddingsReply(exchange, read));
  }
}
