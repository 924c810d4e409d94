package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.ByteSize;
import io.colophon.gateway.config.unit.HostAndPort;
import io.colophon.provider.spi.Default;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Doors of the server, limits of a connection and of a call. */
public record ServerConfig(
    @Default("0.0.0.0:9090") @About("gRPC for applications and compliance; port 0 is any free one.")
        HostAndPort grpc,
    @Default("0.0.0.0:8080") @About("REST dialects for applications; port 0 is any free one.")
        HostAndPort http,
    @Default("127.0.0.1:8081")
        @About("Metrics, health and console for operators; port 0 is any free one.")
        HostAndPort adminHttp,
    @Default("127.0.0.1:9091") @About("gRPC AdminService for operators; port 0 is any free one.")
        HostAndPort adminGrpc,
    @About("What holds for the REST dialects alone.") RestConfig rest,
    @About("Certificate of the application doors; absent: plain text.") Optional<TlsConfig> tls,
    @Default("auto") @About("How sockets are driven; auto takes epoll where it is available.")
        Transport transport,
    @Default("16MiB") @Range(min = "1KiB", max = "1GiB") @About("Largest request message or body.")
        ByteSize maxMessage,
    @Default("16KiB")
        @Range(min = "1KiB", max = "1MiB")
        @About("Largest headers of a call together.")
        ByteSize maxMetadata,
    @Default("100")
        @Range(min = "1", max = "100000")
        @About("Calls at the same time on one connection.")
        int maxConcurrentCallsPerConnection,
    @About("Pings that find dead connections.") KeepAliveConfig keepAlive,
    @Default("15m")
        @Range(min = "1s", max = "365d")
        @About("A connection without calls is closed after this long.")
        Duration maxConnectionIdle,
    @Default("30s")
        @Range(min = "0s", max = "24h")
        @About("How long a stopping server waits for calls under way; 0s: not at all.")
        Duration drainTimeout,
    @Default("2m")
        @Range(min = "1ms")
        @About("Deadline of a text call that brings none, at most max-deadline.")
        Duration defaultDeadline,
    @Default("10m")
        @Range(min = "1ms")
        @About("Deadline of an image, audio or video call that brings none, at most max-deadline.")
        Duration defaultMediaDeadline,
    @Default("1h")
        @Range(min = "1s", max = "24h")
        @About(
            "A later deadline of a caller is cut to this. With storage.limits a longer one takes"
                + " effect at the next start.")
        Duration maxDeadline,
    @Default("1d")
        @Range(min = "0s", max = "30d")
        @About(
            "How long the upstream of a job that ended without it is watched for what came of it"
                + " after all; 0s: not at all.")
        Duration lateWatch,
    @About(
            "How far answers are read on whose callers have gone, where a provider's on-abort says"
                + " drain.")
        DrainConfig abandoned,
    @About(
            "Under which callers and upstreams reach the door http, such as https://ai.example.com;"
                + " absent: links are relative and upstreams are not asked to call back.")
        Optional<URI> publicUrl,
    @About("Who waits while every target that would do is full.") WaitingConfig waiting,
    @About("Threads for work that blocks: pixels, signatures, files.")
        BlockingPoolConfig blockingPool) {

  /** The same with no deadline beyond this one. */
  public ServerConfig withDeadlinesUpTo(Duration most) {
    return new ServerConfig(
        grpc,
        http,
        adminHttp,
        adminGrpc,
        rest,
        tls,
        transport,
        maxMessage,
        maxMetadata,
        maxConcurrentCallsPerConnection,
        keepAlive,
        maxConnectionIdle,
        drainTimeout,
        sooner(defaultDeadline, most),
        sooner(defaultMediaDeadline, most),
        sooner(maxDeadline, most),
        lateWatch,
        abandoned,
        publicUrl,
        waiting,
        blockingPool);
  }

  private static Duration sooner(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
