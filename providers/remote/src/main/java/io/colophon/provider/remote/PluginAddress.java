package io.colophon.provider.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where a plug-in listens. */
sealed interface PluginAddress {

  /** A port, on this machine or another. */
  record Tcp(String host, int port) implements PluginAddress {
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /** A socket in the file system. */
  record Unix(Path path) implements PluginAddress {
    @Override
    public String toString() {
      return "unix:" + path;
    }
  }

  /**
   * Reads {@code host:port}, {@code [v6]:port}, {@code unix:/path} or {@code unix:///path}.
   *
   * @throws IllegalArgumentException for anything else
   */
  static PluginAddress parse(String text) {
    if (text.startsWith("unix:")) {
      String path = text.substring("unix:".length());
      path = path.startsWith("///") ? path.substring(2) : path;
      if (!path.startsWith("/") || path.startsWith("//") || path.indexOf('\0') >= 0) {
        throw bad(text);
      }
      return new Unix(Path.of(path));
    }
    try {
      URI uri = new URI("tcp", text, null, null, null);
      String host = uri.getHost();
      boolean bare = uri.getUserInfo() == null && uri.getPort() >= 1 && uri.getPort() <= 65_535;
      if (host == null || !bare) {
        throw bad(text);
      }
      return new Tcp(
          host.startsWith("[") ? host.substring(1, host.length() - 1) : host, uri.getPort());
    } catch (URISyntaxException e) {
      throw bad(text);
    }
  }

  private static IllegalArgumentException bad(String text) {
    return new IllegalArgumentException(
        "address is \"" + text + "\", expected host:port or unix:/path");
  }
}
