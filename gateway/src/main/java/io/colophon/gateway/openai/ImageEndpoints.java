package io.colophon.gateway.openai;

import io.colophon.gateway.fetch.Links;
import io.colophon.gateway.http.Exchange;
import io.colophon.gateway.http.Generations;
import io.colophon.gateway.http.RestReceiver;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.provider.spi.Part;
import java.util.Optional;

/** {@code /v1/images/generations} and {@code /v1/images/edits}. */
final class ImageEndpoints {
  private final RestReceiver receiver;
  private final Generations generations;
  private final BlockingPool pool;

  /**
   * @param pool decodes masks
   */
  ImageEndpoints(RestReceiver receiver, Generations generations, BlockingPool pool) {
    this.receiver = receiver;
    this.generations = generations;
    this.pool = pool;
  }

  void generate(Exchange exchange) {
    ImageOrder order = ImageJsonReader.read(exchange.body());
    run(exchange, order, "image_generation");
  }

  void edit(Exchange exchange) {
    ImageOrder order =
        exchange.contentType().equals("application/json")
            ? ImageJsonReader.read(exchange.body())
            : ImageFormReader.read(exchange.multipart());
    Part.Media mask = order.mask;
    if (mask == null || Links.isLink(mask)) {
      run(exchange, order, "image_edit");
      return;
    }
    pool.execute(
        () -> {
          try {
            order.mask = ImageMask.toOurs(mask);
            run(exchange, order, "image_edit");
          } catch (RuntimeException failure) {
            exchange.fail(failure);
          }
        });
  }

  /** A link instead of base64 is not offered: a picture that is answered at once is not kept. */
  private void run(Exchange exchange, ImageOrder order, String event) {
    if (order.wantsUrl) {
      exchange.header("x-colophon-response-format", "b64_json; url is not offered");
    }
    Received received =
        receiver.receive(exchange, order.model, order.request(), Optional.ofNullable(order.user));
    if (order.stream) {
      generations.stream(
          exchange,
          received,
          new ImageStreamReply(exchange, order, event),
          Generations.MEDIA_AHEAD);
    } else {
      generations.run(exchange, received, new ImageReply(exchange, order));
    }
  }
}
