package io.colophon.gateway.cli;

import io.grpc.CallCredentials;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to reach a running gateway. */
final class ConnectionOptions {
  /** The environment variable that stands in for {@code --api-key}. */
  static final String KEY_VARIABLE = "COLOPHON_API_KEY";

  @Option(
      names = "--target",
      paramLabel = "HOST:PORT",
      description = "gRPC address of a running gateway, for instance localhost:9090")
  private Optional<String> target = Optional.empty();

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "secret of an API key (default: environment variable " + KEY_VARIABLE + ")")
  private Optional<String> apiKey = Optional.empty();

  @Option(names = "--tls", description = "speak TLS to --target")
  private boolean tls;

  @Option(
      names = "--ca",
      paramLabel = "PEM",
      description = "certificates to trust instead of the system's; implies --tls")
  private Optional<Path> authorities = Optional.empty();

  boolean hasTarget() {
    return target.isPresent();
  }

  /** Connects to the target. */
  GatewayConnection connect(Map<String, String> environment) throws IOException {
    String address = target.orElseThrow(() -> new UsageException("--target is missing"));
    return GatewayConnection.to(
        "--target", address, channelCredentials(), credentials(environment));
  }

  @Nullable CallCredentials credentials(Map<String, String> environment) {
    String key = apiKey.orElse(environment.getOrDefault(KEY_VARIABLE, ""));
    return key.isEmpty() ? null : new BearerKey(key);
  }

  private ChannelCredentials channelCredentials() throws IOException {
    if (authorities.isPresent()) {
      return TlsChannelCredentials.newBuilder().trustManager(authorities.get().toFile()).build();
    }
    return tls ? TlsChannelCredentials.create() : InsecureChannelCredentials.create();
  }
}
