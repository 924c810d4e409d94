package io.colophon.gateway.cli;

import io.colophon.gateway.server.Gateway;
import io.colophon.gateway.server.GatewayOptions;
import io.grpc.CallCredentials;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.AbstractStub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A gateway to call: one that runs somewhere, or one of our own for as long as this is open. */
final class GatewayConnection implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:]+]|[^\\s:/]+):\\d{1,5}");
  private static final int MAX_MESSAGE_BYTES = 64 << 20;
  private static final int CLOSE_SECONDS = 5;

  private final ManagedChannel channel;
  private final @Nullable CallCredentials credentials;
  private final @Nullable Gateway own;

  private GatewayConnection(
      ManagedChannel channel, @Nullable CallCredentials credentials, @Nullable Gateway own) {
    this.channel = channel;
    this.credentials = credentials;
    this.own = own;
  }

  /**
   * Prepares to call a running gateway; the first call connects.
   *
   * @param option where the address was written, for messages
   */
  static GatewayConnection to(
      String option,
      String address,
      ChannelCredentials security,
      @Nullable CallCredentials credentials) {
    if (!ADDRESS.matcher(address).matches()) {
      throw new UsageException(
          option + " is '" + address + "', expected HOST:PORT as in localhost:9090");
    }
    return new GatewayConnection(channel(address, security), credentials, null);
  }

  /** Starts a gateway on the embedded default with data in a folder. */
  static GatewayConnection embedded(
      Path data, Surroundings around, @Nullable CallCredentials credentials) throws IOException {
    Gateway gateway = Gateway.start(GatewayOptions.embedded(data), around.providers().get());
    String address = "127.0.0.1:" + gateway.addresses().grpc();
    return new GatewayConnection(
        channel(address, InsecureChannelCredentials.create()), credentials, gateway);
  }

  private static ManagedChannel channel(String address, ChannelCredentials security) {
    return Grpc.newChannelBuilder(address, security)
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .build();
  }

  ManagedChannel channel() {
    return channel;
  }

  /** The stub with the caller's key, if there is one. */
  <S extends AbstractStub<S>> S identified(S stub) {
    return credentials == null ? stub : stub.withCallCredentials(credentials);
  }

  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    if (own != null) {
      own.close();
    }
  }
}
