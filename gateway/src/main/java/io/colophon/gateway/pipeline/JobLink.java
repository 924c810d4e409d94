package io.colophon.gateway.pipeline;

import java.net.URI;
import java.util.Optional;

/**
 * What ties a generation to the job that it is.
 *
 * @param callback where an upstream may announce that its job has moved
 * @param resumed the upstream's job to take up; empty to submit a new one
 */
public record JobLink(Optional<URI> callback, Optional<ResumedJob> resumed) {

  /**
   * A job that an upstream runs already.
   *
   * @param target as {@code provider/model}
   * @param handle by which the provider finds it
   */
  public record ResumedJob(String target, String handle) {}
}
