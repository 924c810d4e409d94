package io.colophon.gateway.jobs;

import io.colophon.gateway.artifacts.Artifacts;
import io.colophon.gateway.artifacts.IncomingArtifact;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.JobLink;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.gateway.wire.ResponseCollector;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.provider.spi.GenerationEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reply of a job: media go to artifacts as they come, the rest into the response that is kept.
 * Media arrive on pool threads, where writing files is allowed.
 */
final class JobReply implements Reply, JobLink.EndKeeper {
  private static final Logger log = LoggerFactory.getLogger(JobReply.class);

  private final JobCourse course;
  private final Artifacts artifacts;
  private final ResponseCollector response = new ResponseCollector();
  private @Nullable Generation generation;
  private @Nullable IncomingArtifact incoming;
  private @Nullable Refusal broken;
  private boolean fetching;

  JobReply(JobCourse course, Artifacts artifacts) {
    this.course = course;
    this.artifacts = artifacts;
  }

  /** The file of an output within its job's folder. */
  static String file(String prefix, int output) {
    return prefix + output;
  }

  @Override
  public void started(Generation started) {
    generation = started;
    response.started(started);
    course.underWay(started);
  }

  @Override
  public void output(GenerationEvent event) {
    if (event instanceof GenerationEvent.Progress progress) {
      course.progress(progress.fraction());
    } else if (event instanceof GenerationEvent.Submitted submitted) {
      handedOver(submitted.handle());
    } else {
      if (!fetching) {
        fetching = true;
        course.fetching();
      }
      if (event instanceof GenerationEvent.MediaChunk chunk) {
        write(chunk);
      } else {
        response.add(event);
      }
    }
    course.moreWanted();
  }

  private void handedOver(String handle) {
    Generation running = generation;
    if (running != null) {
      running
          .target()
          .ifPresent(target -> course.handedOver(new JobLink.ResumedJob(target.name(), handle)));
    }
  }

  private void write(GenerationEvent.MediaChunk chunk) {
    if (broken != null) {
      return;
    }
    try {
      IncomingArtifact out = incoming;
      if (out == null) {
        out =
            artifacts.receive(
                course.id(), file(course.artifactPrefix(), chunk.index()), chunk.mimeType());
        incoming = out;
      }
      out.write(chunk.bytes());
      if (chunk.last()) {
        out.complete();
        out.close();
        incoming = null;
        response.add(
            new GenerationEvent.MediaChunk(
                chunk.index(), chunk.mimeType(), ByteBuffer.allocate(0), true));
      }
    } catch (IOException failure) {
      log.error("an output of job {} cannot be stored", course.id(), failure);
      broken = Refusal.of(Reason.RECORD_FAILED, "the output could not be stored", failure);
    }
  }

  @Override
  public CompletableFuture<Void> keep(SettledEntry entry, Receipt receipt) {
    return broken == null
        ? course.keep(entry, response.finish(receipt))
        : CompletableFuture.failedFuture(broken);
  }

  @Override
  public void finished(Receipt receipt) {
    course.succeeded();
  }

  @Override
  public void failed(Refusal refusal) {
    try {
      if (incoming != null) {
        incoming.close();
      }
    } catch (IOException failure) {
      log.warn("an output of job {} is left behind: {}", course.id(), failure.toString());
    }
    course.failed(refusal);
  }
}
