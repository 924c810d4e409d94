package io.colophon.provider.remote;

import io.grpc.ManagedChannel;

/** A plug-in that has described itself over a channel that stands. */
final class Connection {
  private final ManagedChannel channel;
  private final Description description;
  private volatile boolean serving;

  /**
   * @param serving what its health check says so far
   */
  Connection(ManagedChannel channel, Description description, boolean serving) {
    this.channel = channel;
    this.description = description;
    this.serving = serving;
  }

  ManagedChannel channel() {
    return channel;
  }

  Description description() {
    return description;
  }

  boolean serving() {
    return serving;
  }

  void serving(boolean now) {
    serving = now;
  }
}
