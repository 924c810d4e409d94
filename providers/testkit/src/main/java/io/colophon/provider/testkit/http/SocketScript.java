package io.colophon.provider.testkit.http;

import java.io.IOException;

/** What the upstream does on one WebSocket; runs on a thread of its own and may block. */
@FunctionalInterface
public interface SocketScript {
  void run(Request handshake, SocketSession session) throws IOException, InterruptedException;
}
