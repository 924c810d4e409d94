package io.colophon.provider.vendors.comfyui;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.JobPace;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A server that runs ComfyUI.
 *
 * @param baseUrl the server
 * @param apiKey sent as a bearer token, for a proxy before the server; absent: none is sent
 * @param progress whether progress is listened to on a WebSocket; without it, jobs are only polled
 * @param accelerators how many accelerators work on one graph; the time between the server's own
 *     marks of start and end counts for each of them. 0: it has none, and no accelerator time is
 *     reported
 * @param poll how long to wait before a job is asked after; pauses grow to five times as much
 * @param timeout how long to wait for what; {@code idle} does not apply to a graph at work, which
 *     may be silent for as long as loading its models takes
 * @param connection how connections are kept
 * @param models what is offered, by name; at least one
 */
public record ComfyUiConfig(
    @Default("http://127.0.0.1:8188") URI baseUrl,
    Optional<Secret> apiKey,
    @Default("true") boolean progress,
    @Default("1") int accelerators,
    @Default("2s") Duration poll,
    Timeouts timeout,
    ConnectionConfig connection,
    Map<String, WorkflowConfig> models) {
  private static final int MOST_ACCELERATORS = 1024;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public ComfyUiConfig {
    models = Map.copyOf(models);
    String scheme = baseUrl.getScheme();
    if (baseUrl.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
      throw new IllegalArgumentException(
          "base-url is \"" + baseUrl + "\", expected an http or https address");
    }
    if (accelerators < 0 || accelerators > MOST_ACCELERATORS) {
      throw new IllegalArgumentException(
          "accelerators is " + accelerators + ", expected 0 to " + MOST_ACCELERATORS);
    }
    if (poll.isZero() || poll.isNegative()) {
      throw new IllegalArgumentException("poll is " + poll + ", expected more than zero");
    }
    if (models.isEmpty()) {
      throw new IllegalArgumentException("models is empty, expected at least one graph");
    }
  }

  JobPace pace() {
    return new JobPace(poll, poll.multipliedBy(5), JobPace.DEFAULTS.strange());
  }

  /** Silence is no sign of trouble here. */
  Timeouts patient() {
    return new Timeouts(timeout.connect(), timeout.firstOutput(), timeout.total(), timeout.total());
  }
}
