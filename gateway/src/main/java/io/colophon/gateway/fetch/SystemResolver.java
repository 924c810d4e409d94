package io.colophon.gateway.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/**
 * Asks the machine's own resolver, hosts file included. It blocks, so it has threads of its own,
 * and a slow name server holds up nothing but links.
 */
public final class SystemResolver implements HostResolver {
  private final Executor threads;

  /**
   * @param threads may refuse work when there is too much
   */
  public SystemResolver(Executor threads) {
    this.threads = threads;
  }

  @Override
  public CompletableFuture<List<InetAddress>> resolve(String host) {
    return CompletableFuture.supplyAsync(() -> ask(host), threads);
  }

  private static List<InetAddress> ask(String host) {
    try {
      return List.of(InetAddress.getAllByName(host));
    } catch (UnknownHostException unknown) {
      throw new CompletionException(unknown);
    }
  }
}
