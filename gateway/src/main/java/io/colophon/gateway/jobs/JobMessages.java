package io.colophon.gateway.jobs;

import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.colophon.gateway.artifacts.ArtifactLinks;
import io.colophon.gateway.artifacts.Artifacts;
import io.colophon.gateway.config.StorageConfig;
import io.colophon.gateway.wire.ReceiptWriter;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationMetadata;
import io.colophon.v1.LateOutcome;
import io.colophon.v1.Media;
import io.colophon.v1.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Writes jobs as {@code google.longrunning.Operation}s (AIP-151). Media are shown as bytes as long
 * as those of one operation are few, and as links beyond that. Calls block: files are read.
 */
record JobMessages(Artifacts artifacts, ArtifactLinks links, Supplier<StorageConfig> storage) {
  static final String PREFIX = "operations/";

  /** The operation with its media. */
  Operation shown(JobRow row, Optional<Job> open) {
    return operation(row, open, true);
  }

  /** The operation without the bytes of its media. */
  Operation listed(JobRow row, Optional<Job> open) {
    return operation(row, open, false);
  }

  private Operation operation(JobRow row, Optional<Job> open, boolean withMedia) {
    JobState state = row.state().isFinal() ? row.state() : open.map(Job::state).orElse(row.state());
    GenerationMetadata.Builder metadata =
        GenerationMetadata.newBuilder()
            .setRequestId(row.id())
            .setState(state.message())
            .setProgress(state == JobState.SUCCEEDED ? 1 : open.map(Job::progress).orElse(0.0))
            .setCreateTime(ReceiptWriter.timestamp(row.created()))
            .setModel(row.request().getModel())
            .setOutputModality(row.request().getOutputModality())
            .setRetention(
                com.google.protobuf.Duration.newBuilder()
                    .setSeconds(storage.get().operationRetention().toSeconds()));
    row.ended().ifPresent(end -> metadata.setEndTime(ReceiptWriter.timestamp(end)));
    row.late().ifPresent(late -> metadata.setLate(late(row.id(), late, withMedia)));
    Operation.Builder operation =
        Operation.newBuilder()
            .setName(PREFIX + row.id())
            .setMetadata(Any.pack(metadata.build()))
            .setDone(row.state().isFinal());
    if (row.state() == JobState.SUCCEEDED) {
      row.response()
          .map(response -> withMedia ? filled(row.id(), "", response) : response)
          .ifPresent(response -> operation.setResponse(Any.pack(response)));
    } else {
      row.status().ifPresent(operation::setError);
    }
    return operation.build();
  }

  private LateOutcome late(String id, JobRow.Late late, boolean withMedia) {
    LateOutcome.Builder outcome = LateOutcome.newBuilder().setState(late.state().message());
    late.ended().ifPresent(end -> outcome.setTime(ReceiptWriter.timestamp(end)));
    if (late.state() == LateState.SUCCEEDED) {
      late.response()
          .map(response -> withMedia ? filled(id, LateLook.PREFIX, response) : response)
          .ifPresent(outcome::setResponse);
    }
    return outcome.build();
  }

  private GenerateResponse filled(String id, String prefix, GenerateResponse response) {
    GenerateResponse.Builder filled = response.toBuilder();
    long room = storage.get().artifacts().inline().bytes();
    int file = 0;
    try {
      for (Output.Builder output : filled.getOutputsBuilderList()) {
        if (output.hasMedia()) {
          String name = JobReply.file(prefix, file++);
          long size = artifacts.size(id, name);
          fill(output.getMediaBuilder(), id, name, size <= room);
          room -= Math.min(size, room);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("an output of job " + id + " cannot be read", failure);
    }
    return filled.build();
  }

  private void fill(Media.Builder media, String id, String name, boolean inline)
      throws IOException {
    if (inline) {
      ByteString bytes = UnsafeByteOperations.unsafeWrap(artifacts.readAll(id, name));
      media.setData(bytes);
    } else {
      media.setUri(
          links.link(ArtifactLinks.id(id, name), storage.get().artifacts().linkLifetime()));
    }
  }
}
