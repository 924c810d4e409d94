package io.colophon.gateway.pipeline;

import io.colophon.metering.ledger.SettledEntry;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What ties a generation to the job that it is.
 *
 * @param callback where an upstream may announce that its job has moved
 * @param resumed the upstream's job to take up; empty to submit a new one
 * @param platformUsageId usage id of the entry, when what the upstream did is the platform's
 *     expense and not the caller's; nothing is then held of anybody's limits, and nothing is
 *     entered unless the upstream put something out
 * @param keeper keeps the end before it is entered; empty if nobody does
 */
public record JobLink(
    Optional<Callback> callback,
    Optional<ResumedJob> resumed,
    Optional<String> platformUsageId,
    Optional<EndKeeper> keeper) {

  /** A job that is only looked at before it is accepted. */
  public static final JobLink NEW = new JobLink(Optional.empty(), Optional.empty());

  /** A job on its caller's account whose end nobody keeps. */
  public JobLink(Optional<Callback> callback, Optional<ResumedJob> resumed) {
    this(callback, resumed, Optional.empty(), Optional.empty());
  }

  /**
   * A job that an upstream runs already.
   *
   * @param target as {@code provider/model}
   * @param handle by which the provider finds it
   */
  public record ResumedJob(String target, String handle) {}

  /**
   * Where upstreams call.
   *
   * @param base ends in a slash
   * @param token says which job, and that the address came from here
   */
  public record Callback(URI base, String token) {

    /**
     * The address for a provider's upstream.
     *
     * @param provider what the operator calls it
     */
    public URI of(String provider) {
      return base.resolve(segment(provider) + "/" + token);
    }

    private static String segment(String name) {
      return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }

  /** Keeps how a generation ends, so that no crash between its entry and its reply loses it. */
  public interface EndKeeper {

    /**
     * Keeps it.
     *
     * @param entry what will be entered
     * @param receipt what the caller will be told
     * @return completes when both are on disk; the entry is made after that
     */
    CompletableFuture<Void> keep(SettledEntry entry, Receipt receipt);
  }
}
