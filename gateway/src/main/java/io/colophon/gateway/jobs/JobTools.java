package io.colophon.gateway.jobs;

import io.colophon.gateway.artifacts.Artifacts;
import io.colophon.gateway.config.ServerConfig;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.GenerationPipeline;
import io.colophon.gateway.pipeline.JobLink;
import io.colophon.gateway.pipeline.JobLink.ResumedJob;
import io.colophon.gateway.pipeline.Received;
import io.colophon.gateway.pipeline.RunningConfig;
import io.colophon.gateway.webhooks.Callbacks;
import io.colophon.gateway.wire.RequestReader;
import io.colophon.metering.ledger.Ledger;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What running a job takes.
 *
 * @param callbacks makes addresses by which upstreams announce that a job has moved
 */
record JobTools(
    JobStore store,
    Artifacts artifacts,
    GenerationPipeline pipeline,
    RequestReader reader,
    Supplier<RunningConfig> config,
    Ledger ledger,
    Callbacks callbacks,
    JobNews news,
    JobMessages messages,
    JobEnds ends,
    JobWriter writer,
    Clock clock) {
  private static final Logger log = LoggerFactory.getLogger(JobTools.class);

  ServerConfig server() {
    return config.get().config().server();
  }

  /** The request of a job; its time begins now. */
  Received read(JobRow row, Optional<Duration> timeLeft) {
    return reader.readJob(row.request(), row.id(), row.caller(), timeLeft, server());
  }

  /**
   * Sends a job through the pipeline.
   *
   * @param upstream the upstream's job to take up; empty to submit one
   * @param platformUsageId usage id when its caller does not pay
   */
  void run(
      JobCourse course,
      Received received,
      Optional<ResumedJob> upstream,
      Optional<String> platformUsageId) {
    JobReply reply = new JobReply(course, artifacts);
    JobLink link =
        new JobLink(
            callbacks.of(received.generationId()), upstream, platformUsageId, Optional.of(reply));
    Generation generation = pipeline.run(received.asJob(link), reply);
    course.underWay(generation);
    generation.request(1);
  }

  /** What cannot be deleted now goes with the job when that is forgotten. */
  void deleteArtifacts(String id) {
    try {
      artifacts.delete(id);
    } catch (UncheckedIOException failure) {
      log.warn("outputs of job {} are left behind", id, failure);
    }
  }
}
