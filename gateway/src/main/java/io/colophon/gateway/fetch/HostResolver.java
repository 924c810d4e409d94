package io.colophon.gateway.fetch;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Finds the addresses of a host. Never blocks its caller. Thread-safe. */
@FunctionalInterface
public interface HostResolver {

  /**
   * All addresses of a host.
   *
   * @param host a name, never an address
   * @return not empty; fails if there is none
   */
  CompletableFuture<List<InetAddress>> resolve(String host);
}
