package io.colophon.gateway.jobs;

import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import io.colophon.gateway.wire.ReceiptWriter;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationMetadata;
import java.time.Duration;
import java.util.Optional;

/** Writes jobs as {@code google.longrunning.Operation}s (AIP-151). */
final class JobMessages {
  static final String PREFIX = "operations/";

  private JobMessages() {}

  /**
   * The operation.
   *
   * @param open the job as this process runs it; empty when it has ended
   * @param response the response to show; empty when it has none
   */
  static Operation operation(
      JobRow row, Optional<Job> open, Optional<GenerateResponse> response, Duration retention) {
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
                com.google.protobuf.Duration.newBuilder().setSeconds(retention.toSeconds()));
    row.ended().ifPresent(end -> metadata.setEndTime(ReceiptWriter.timestamp(end)));
    Operation.Builder operation =
        Operation.newBuilder()
            .setName(PREFIX + row.id())
            .setMetadata(Any.pack(metadata.build()))
            .setDone(row.state().isFinal());
    if (row.state() == JobState.SUCCEEDED) {
      response.ifPresent(r -> operation.setResponse(Any.pack(r)));
    } else {
      row.status().ifPresent(operation::setError);
    }
    return operation.build();
  }
}
