package io.colophon.gateway.openai;

import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.Generations;
import io.colophon.gateway.http.RestReceiver;
import io.colophon.gateway.pipeline.Received;
import java.util.Optional;

/** {@code /v1/audio/speech} and {@code /v1/audio/transcriptions}. */
final class SpeechEndpoints {
  private final RestReceiver receiver;
  private final Generations generations;

  SpeechEndpoints(RestReceiver receiver, Generations generations) {
    this.receiver = receiver;
    this.generations = generations;
  }

  void speech(Exchange exchange) {
    SpeechReader.Order order = SpeechReader.read(exchange.body());
    Received received =
        receiver.receive(exchange, order.model(), order.request(), Optional.empty());
    generations.stream(
        exchange,
        received,
        order.events() ? new SpeechStreamReply(exchange) : new SpeechReply(exchange),
        Generations.MEDIA_AHEAD);
  }

  void transcribe(Exchange exchange) {
    TranscriptionOrder order = TranscriptionOrder.read(exchange.multipart());
    Received received =
        receiver.receive(exchange, order.model(), order.request(), Optional.empty());
    TranscriptionReply reply = new TranscriptionReply(exchange, order);
    if (order.stream()) {
      generations.stream(exchange, received, reply, Generations.TEXT_AHEAD);
    } else {
      generations.run(exchange, received, reply);
    }
  }
}
