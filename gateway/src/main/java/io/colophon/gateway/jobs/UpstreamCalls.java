package io.colophon.gateway.jobs;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.RunningConfig;
import io.colophon.gateway.pipeline.RunningConfigs;
import io.colophon.gateway.routing.Deployment;
import io.colophon.gateway.webhooks.Callbacks;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.WebhookReader;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes calls by which upstreams announce that a job has moved. Three things must fit: the token in
 * the address, the signature as the plug-in checks it, and the handle with what is known of the
 * job. Then the job is polled at once; nothing else is taken from the call. Thread-safe; calls
 * block.
 */
public final class UpstreamCalls {
  private static final Logger log = LoggerFactory.getLogger(UpstreamCalls.class);

  private final JobStore store;
  private final Callbacks callbacks;
  private final RunningConfigs config;
  private final LateWatch watch;
  private final Clock clock;

  UpstreamCalls(
      JobStore store, Callbacks callbacks, RunningConfigs config, LateWatch watch, Clock clock) {
    this.store = store;
    this.callbacks = callbacks;
    this.config = config;
    this.watch = watch;
    this.clock = clock;
  }

  /**
   * Takes a call.
   *
   * @param provider name in the address
   * @param token in the address
   * @param headers names in lower case
   * @throws Refusal NOT_FOUND if the address was not made here or leads nowhere, UNAUTHENTICATED if
   *     the signature does not fit, INVALID_REQUEST if the call cannot be understood
   */
  public void take(String provider, String token, Map<String, String> headers, ByteBuffer body) {
    String jobId = callbacks.jobOf(token).orElseThrow(UpstreamCalls::nowhere);
    JobRow row = store.find(jobId).orElseThrow(UpstreamCalls::nowhere);
    RunningConfig now = config.acquire();
    try {
      Provider plugin = find(now, provider).orElseThrow(UpstreamCalls::nowhere);
      WebhookReader reader = plugin.webhooks().orElseThrow(UpstreamCalls::nowhere);
      String handle = handle(reader, headers, body);
      boolean fits =
          row.upstream()
              .map(
                  known ->
                      known.handle().equals(handle) && known.target().startsWith(provider + "/"))
              .orElse(true); // faster than our own note of the handle
      if (!fits) {
        throw nowhere();
      }
      plugin.moved(handle);
      if (row.isWatched()) {
        store.lookNow(jobId, clock.instant());
        watch.look();
      }
      log.debug("job {} has moved, says {}", jobId, provider);
    } finally {
      now.use().release();
    }
  }

  private static String handle(WebhookReader reader, Map<String, String> headers, ByteBuffer body) {
    try {
      return reader.handleOf(headers, body);
    } catch (ProviderException refused) {
      throw switch (refused.kind()) {
        case CREDENTIAL_REJECTED ->
            Refusal.of(Reason.UNAUTHENTICATED, "the signature of the call does not fit", refused);
        default -> Refusal.invalid("body", "not understood");
      };
    }
  }

  private static Optional<Provider> find(RunningConfig config, String name) {
    return config.router().routes().stream()
        .flatMap(route -> route.targets().stream())
        .map(target -> target.deployment())
        .filter(deployment -> deployment.name().equals(name))
        .map(Deployment::provider)
        .findFirst();
  }

  private static Refusal nowhere() {
    return Refusal.of(Reason.NOT_FOUND, "nobody waits for a call here");
  }
}
