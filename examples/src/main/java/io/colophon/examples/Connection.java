package io.colophon.examples;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.Optional;

/**
 * A connection to a gateway that speaks plain text. For a gateway with TLS, take {@code
 * TlsChannelCredentials} in place of {@code InsecureChannelCredentials}.
 *
 * @param managed to be shut down at the end
 * @param channel what calls are made on: it adds the API key to each
 */
record Connection(ManagedChannel managed, Channel channel) implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  /** gRPC's own limit of 4 MiB is too small for an answer with pictures. */
  private static final int LARGEST_ANSWER_BYTES = 64 * 1024 * 1024;

  /** Connects to the address that the program was given. */
  static Connection open(String[] arguments) {
    String target = arguments.length > 0 ? arguments[0] : "localhost:9090";
    return open(target, Optional.ofNullable(System.getenv("COLOPHON_KEY")));
  }

  /**
   * Connects.
   *
   * @param target host and port
   * @param key an API key; a gateway that has none lets callers on its own machine in without
   */
  static Connection open(String target, Optional<String> key) {
    ManagedChannel managed =
        Grpc.newChannelBuilder(target, InsecureChannelCredentials.create())
            .maxInboundMessageSize(LARGEST_ANSWER_BYTES)
            .build();
    Metadata headers = new Metadata();
    key.ifPresent(secret -> headers.put(AUTHORIZATION, "Bearer " + secret));
    return new Connection(
        managed,
        ClientInterceptors.intercept(managed, MetadataUtils.newAttachHeadersInterceptor(headers)));
  }

  @Override
  public void close() {
    managed.shutdownNow();
  }
}
