package io.colophon.provider.vendors.replicate;

import io.colophon.provider.http.ConnectionConfig;
import io.colophon.provider.http.JobPace;
import io.colophon.provider.http.Timeouts;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An account at Replicate.
 *
 * @param baseUrl what stands before {@code /predictions}
 * @param apiKey the API token
 * @param webhookSecret begins with {@code whsec_}; absent: Replicate is not asked to call back, and
 *     jobs are only polled
 * @param prefer how many seconds the creation of a prediction may wait for its end, 1 to 60 ({@code
 *     Prefer: wait}); absent: not at all, so that its id is known at once
 * @param poll how long to wait before a prediction is asked after; pauses grow to ten times as much
 * @param timeout how long to wait for what
 * @param connection how connections are kept
 * @param models what it offers; absent: any model may be asked for, with the usual inputs
 */
public record ReplicateConfig(
    @Default("https://api.replicate.com/v1") URI baseUrl,
    Secret apiKey,
    Optional<Secret> webhookSecret,
    Optional<Integer> prefer,
    @Default("1s") Duration poll,
    Timeouts timeout,
    ConnectionConfig connection,
    Optional<List<ReplicateModel>> models) {
  private static final int LONGEST_WAIT = 60;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public ReplicateConfig {
    String scheme = baseUrl.getScheme();
    if (baseUrl.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
      throw new IllegalArgumentException(
          "base-url is \"" + baseUrl + "\", expected an http or https address");
    }
    if (prefer.isPresent() && (prefer.get() < 1 || prefer.get() > LONGEST_WAIT)) {
      throw new IllegalArgumentException(
          "prefer is " + prefer.get() + ", expected 1 to " + LONGEST_WAIT + " seconds");
    }
    if (poll.isZero() || poll.isNegative()) {
      throw new IllegalArgumentException("poll is " + poll + ", expected more than zero");
    }
  }

  JobPace pace() {
    return new JobPace(poll, poll.multipliedBy(10), JobPace.DEFAULTS.strange());
  }
}
