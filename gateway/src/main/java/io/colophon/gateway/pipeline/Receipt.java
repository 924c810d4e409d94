package io.colophon.gateway.pipeline;

import io.colophon.metering.MeterReading;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.ServedModel;
import io.colophon.provider.spi.TargetModel;
import io.colophon.provider.spi.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the caller keeps: what was asked and done, what it used and cost, which labels the outputs
 * bear and where they stand in the log.
 *
 * @param requestId what the caller calls the generation
 * @param generationId what ledger, log and labels call it
 * @param requestedModel what the caller asked for
 * @param targetModel what was sent to the upstream
 * @param servedModel what the upstream says answered
 * @param route the route that was taken
 * @param attempts every try, in order
 * @param finishReason why the model stopped
 * @param usage counters as reported
 * @param reading compute, energy, carbon and cost
 * @param labelProfile jurisdictions that the labels satisfy, joined by {@code +}; empty for none
 * @param aigc the AIGC object; empty where the policy asks for none
 * @param outputs one for each output
 * @param received when the request came
 * @param times how long things took
 */
public record Receipt(
    String requestId,
    String generationId,
    RequestedModel requestedModel,
    TargetModel targetModel,
    Optional<ServedModel> servedModel,
    String route,
    List<AttemptRecord> attempts,
    FinishReason finishReason,
    Usage usage,
    MeterReading reading,
    String labelProfile,
    Optional<String> aigc,
    List<LabeledOutput> outputs,
    Instant received,
    Times times) {
  public Receipt {
    attempts = List.copyOf(attempts);
    outputs = List.copyOf(outputs);
  }
}
