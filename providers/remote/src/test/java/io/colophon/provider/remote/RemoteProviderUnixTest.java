package io.colophon.provider.remote;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** The contract, held by a plug-in behind a Unix socket. */
final class RemoteProviderUnixTest extends RemoteProviderTcpTest {
  @TempDir private Path directory;
  private int sockets;

  @Override
  PluginServer serve(PluginService plugin) throws IOException {
    return PluginServer.onSocket(directory.resolve("plugin-" + ++sockets), plugin);
  }
}
