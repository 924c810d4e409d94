package io.colophon.gateway.jobs;

import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.gateway.wire.ResponseCollector;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.v1.GenerateResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reply of a job: media go to files as they come, the rest into the response that is kept.
 * Media arrive on pool threads, where writing files is allowed.
 */
final class JobReply implements Reply {
  private static final Logger log = LoggerFactory.getLogger(JobReply.class);

  private final Job job;
  private final Artifacts artifacts;
  private final ResponseCollector response = new ResponseCollector();
  private @Nullable FileChannel file;
  private @Nullable Refusal broken;

  JobReply(Job job, Artifacts artifacts) {
    this.job = job;
    this.artifacts = artifacts;
  }

  @Override
  public void started(Generation generation) {
    response.started(generation);
    job.underWay(generation);
  }

  @Override
  public void output(GenerationEvent event) {
    if (event instanceof GenerationEvent.Progress progress) {
      job.progress(progress.fraction());
    } else if (event instanceof GenerationEvent.MediaChunk chunk) {
      write(chunk);
    } else {
      response.add(event);
    }
    job.moreWanted();
  }

  private void write(GenerationEvent.MediaChunk chunk) {
    if (broken != null) {
      return;
    }
    try {
      FileChannel out = file == null ? artifacts.create(job.id(), chunk.index()) : file;
      file = out;
      ByteBuffer rest = chunk.bytes().duplicate();
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      if (chunk.last()) {
        out.force(true);
        out.close();
        file = null;
        response.add(
            new GenerationEvent.MediaChunk(
                chunk.index(), chunk.mimeType(), ByteBuffer.allocate(0), true));
      }
    } catch (IOException failure) {
      log.error("an output of job {} cannot be written", job.id(), failure);
      broken = Refusal.of(Reason.RECORD_FAILED, "the output could not be stored", failure);
    }
  }

  @Override
  public void finished(Receipt receipt) {
    GenerateResponse whole = response.finish(receipt);
    if (broken == null) {
      job.succeeded(whole);
    } else {
      job.failed(broken);
    }
  }

  @Override
  public void failed(Refusal refusal) {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException failure) {
      log.warn("an output of job {} cannot be closed: {}", job.id(), failure.toString());
    }
    job.failed(refusal);
  }
}
