package io.colophon.gateway.http;

import io.colophon.gateway.admission.Admitted;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.gateway.standing.Standing;
import io.colophon.provider.spi.GenerationEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for output only while the caller takes it, and ends well when the door's reply breaks. */
final class PacedReply implements Reply {
  private final Exchange exchange;
  private final Reply reply;
  private final int ahead;
  private final Runnable came = this::came;

  private @Nullable Generation generation; // event loop
  private int asked; // event loop

  private volatile boolean broken;
  private volatile @Nullable Generation started;

  /**
   * @param ahead most events asked for ahead; {@link Integer#MAX_VALUE} asks for all at once
   */
  PacedReply(Exchange exchange, Reply reply, int ahead) {
    this.exchange = exchange;
    this.reply = reply;
    this.ahead = ahead;
  }

  /** Starts asking. */
  void flow(Generation running) {
    if (ahead == Integer.MAX_VALUE) {
      running.request(Long.MAX_VALUE);
    } else {
      exchange.post(
          () -> {
            generation = running;
            ask();
          });
    }
  }

  /** Asks for more if the caller takes more. On the event loop. */
  void ask() {
    Generation running = generation;
    if (running != null && asked <= ahead / 2 && exchange.isWritable()) {
      int more = ahead - asked;
      asked = ahead; // before asking: the output may come while we ask
      running.request(more);
    }
  }

  private void came() {
    asked = Math.max(0, asked - 1); // a label comes without being asked for
    ask();
  }

  @Override
  public void started(Generation running) {
    if (!broken) {
      try {
        started = running;
        exchange.limits(standings());
        reply.started(running);
      } catch (RuntimeException bug) {
        breakOff(bug, running);
      }
    }
  }

  @Override
  public void output(GenerationEvent event) {
    if (broken) {
      return;
    }
    try {
      reply.output(event);
    } catch (RuntimeException bug) {
      breakOff(bug, null);
      return;
    }
    if (ahead != Integer.MAX_VALUE) {
      exchange.post(came);
    }
  }

  @Override
  public void finished(Receipt receipt) {
    if (!broken) {
      try {
        exchange.limits(standings()); // settled by now; of no effect where the answer has begun
        reply.finished(receipt);
      } catch (RuntimeException bug) {
        exchange.fail(bug);
      }
    }
  }

  @Override
  public void failed(Refusal refusal) {
    if (!broken) {
      try {
        reply.failed(refusal);
      } catch (RuntimeException bug) {
        exchange.fail(bug);
      }
    }
  }

  private List<Standing> standings() {
    Generation running = started;
    return running == null
        ? List.of()
        : running.admitted().map(Admitted::standings).orElse(List.of());
  }

  /** The reply threw: the exchange fails, which also stops the generation. */
  private void breakOff(RuntimeException bug, @Nullable Generation running) {
    broken = true;
    exchange.fail(bug);
    exchange.post(
        () -> {
          Generation known = running == null ? generation : running;
          if (known != null) {
            known.cancel();
          }
        });
  }
}
