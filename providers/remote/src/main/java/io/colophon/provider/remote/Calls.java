package io.colophon.provider.remote;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.ProviderException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The generations that are under way at one plug-in, at most so many. Thread-safe. */
final class Calls {
  private final int most;
  private final AtomicInteger count = new AtomicInteger();
  private final Set<RemoteStream> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  Calls(int most) {
    this.most = most;
  }

  /** Takes it in; otherwise says why not. One that is taken in leaves exactly once. */
  Optional<ProviderException> enter(RemoteStream stream) {
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      return refusal("more than max-in-flight (" + most + ") generations at this plug-in");
    }
    underWay.add(stream);
    if (closed) {
      leave(stream);
      return refusal("the provider is closed");
    }
    return Optional.empty();
  }

  void leave(RemoteStream stream) {
    if (underWay.remove(stream)) {
      count.decrementAndGet();
    }
  }

  /** Breaks off everything; nothing is taken in any more. */
  void close() {
    closed = true;
    for (RemoteStream stream : underWay) {
      stream.breakOff(new ProviderException(FailureKind.OVERLOADED, "the provider was closed"));
    }
  }

  /** Ends what is still there although it was broken off: its call will never say so. */
  void abandon() {
    for (RemoteStream stream : underWay) {
      stream.abandon();
    }
  }

  private static Optional<ProviderException> refusal(String why) {
    return Optional.of(new ProviderException(FailureKind.OVERLOADED, why));
  }
}
