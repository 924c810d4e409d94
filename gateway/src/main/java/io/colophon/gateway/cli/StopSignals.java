package io.colophon.gateway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * What the system tells the process: TERM and INT to stop in order, a second one to stop at once,
 * HUP to load the configuration again. Handled here rather than by a shutdown hook, so that a
 * server that was asked to stop and did ends with exit code 0.
 */
final class StopSignals implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(StopSignals.class);
  private static final int SIGNALLED = 128;

  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Former> former = new ArrayList<>();

  /** Who listened before. */
  private record Former(Signal signal, SignalHandler handler) {}

  private StopSignals() {}

  static StopSignals listen(Runnable reload) {
    StopSignals signals = new StopSignals();
    signals.on("TERM", signals::stop);
    signals.on("INT", signals::stop);
    signals.on("HUP", signal -> reload.run());
    return signals;
  }

  private void on(String name, SignalHandler handler) {
    try {
      Signal signal = new Signal(name);
      former.add(new Former(signal, Signal.handle(signal, handler)));
    } catch (IllegalArgumentException taken) {
      log.warn("signal {} cannot be listened to: {}", name, taken.getMessage());
    }
  }

  private void stop(Signal signal) {
    if (stop.getCount() == 0) {
      Runtime.getRuntime().halt(SIGNALLED + signal.getNumber());
    }
    stop.countDown();
  }

  void awaitStop() throws InterruptedException {
    stop.await();
  }

  @Override
  public void close() {
    // While the gateway drains, a second TERM must still end the process.
    former.stream()
        .filter(f -> f.signal().getName().equals("HUP"))
        .forEach(f -> Signal.handle(f.signal(), f.handler()));
  }
}
