package io.colophon.provider.http;

import io.netty.channel.ChannelOutboundInvoker;

/** Ends connections without waiting to hear of it. */
final class Cut {
  private Cut() {}

  static void off(ChannelOutboundInvoker connection) {
    var unused = connection.close();
  }
}
