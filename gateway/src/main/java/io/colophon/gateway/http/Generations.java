package io.colophon.gateway.http;

import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.GenerationPipeline;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.pipeline.Reply;

/**
 * Runs generations for exchanges: the caller's going away cancels, a slow reader slows the
 * upstream, an accident in the reply is an answer of its own. Thread-safe.
 */
public final class Generations {
  /** Events asked for ahead of a text stream: small pieces, so that many fit into one write. */
  public static final int TEXT_AHEAD = 32;

  /** Events asked for ahead of a media stream, whose pieces are large. */
  public static final int MEDIA_AHEAD = 4;

  private final GenerationPipeline pipeline;

  public Generations(GenerationPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * Runs a generation whose output is kept until it is whole.
   *
   * @param reply answers the exchange when it has finished; its {@code failed} is for {@link
   *     Exchange#fail}
   */
  public void run(Exchange exchange, Received received, Reply reply) {
    start(exchange, received, reply, Integer.MAX_VALUE);
  }

  /**
   * Runs a generation whose output is written as it comes.
   *
   * @param reply writes to the exchange
   * @param ahead most events that are asked for ahead: {@link #TEXT_AHEAD} or {@link #MEDIA_AHEAD}
   */
  public void stream(Exchange exchange, Received received, Reply reply, int ahead) {
    start(exchange, received, reply, ahead);
  }

  private void start(Exchange exchange, Received received, Reply reply, int ahead) {
    PacedReply paced = new PacedReply(exchange, reply, ahead);
    Generation generation = pipeline.run(received, paced);
    exchange.watch(paced::ask, generation::cancel);
    paced.flow(generation);
  }
}
