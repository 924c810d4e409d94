package io.colophon.gateway.pipeline;

import io.colophon.gateway.failure.Refusal;
import io.colophon.provider.spi.GenerationEvent;

/** A reply that says when its generation has ended: after the door has heard of it. */
final class CountedReply implements Reply {
  private final Reply reply;
  private final Runnable onEnd;

  CountedReply(Reply reply, Runnable onEnd) {
    this.reply = reply;
    this.onEnd = onEnd;
  }

  @Override
  public void started(Generation generation) {
    reply.started(generation);
  }

  @Override
  public void output(GenerationEvent event) {
    reply.output(event);
  }

  @Override
  public void finished(Receipt receipt) {
    try {
      reply.finished(receipt);
    } finally {
      onEnd.run();
    }
  }

  @Override
  public void failed(Refusal refusal) {
    try {
      reply.failed(refusal);
    } finally {
      onEnd.run();
    }
  }
}
