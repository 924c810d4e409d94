package io.colophon.benchmarks.load;

import org.jspecify.annotations.Nullable;

/** Told once how a call ended. */
interface CallEnd {

  /** With status OK, which arrived in trailers. */
  void answered(int messages, @Nullable String fault);

  /** With another status. */
  void failed(Throwable failure);
}
