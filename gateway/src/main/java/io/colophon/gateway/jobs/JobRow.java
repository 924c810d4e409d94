package io.colophon.gateway.jobs;

import com.google.rpc.Status;
import io.colophon.gateway.admission.Caller;
import io.colophon.gateway.pipeline.JobLink.ResumedJob;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as the database keeps it.
 *
 * @param id of the generation and of the operation
 * @param caller whose it is
 * @param request what was asked
 * @param state where it stands
 * @param created when it was accepted
 * @param deadline when nobody waits for it any more; empty before an attempt
 * @param cancelAsked whether its caller has asked for its end
 * @param upstream the upstream's job that it is; empty before one has named it
 * @param entry what the ledger says or will say of it; empty before it is settling
 * @param ended when it ended; empty while it has not
 * @param status why it failed or was cancelled
 * @param response what it put out, without the bytes of media: these are artifacts
 * @param late what becomes of the upstream's job after the end; empty when nobody looks
 */
record JobRow(
    String id,
    Caller caller,
    GenerateRequest request,
    JobState state,
    Instant created,
    Optional<Instant> deadline,
    boolean cancelAsked,
    Optional<ResumedJob> upstream,
    Optional<SettledEntry> entry,
    Optional<Instant> ended,
    Optional<Status> status,
    Optional<GenerateResponse> response,
    Optional<Late> late) {

  /**
   * The upstream's job after its operation's end.
   *
   * @param state where it stands
   * @param until how long it is watched
   * @param tries how often its upstream was asked
   * @param ended when it was settled; empty while it is watched
   * @param entry what the ledger says or will say of it
   * @param response what it put out after all
   */
  record Late(
      LateState state,
      Instant until,
      int tries,
      Optional<Instant> ended,
      Optional<SettledEntry> entry,
      Optional<GenerateResponse> response) {}

  /** A job that is accepted now. */
  static JobRow accepted(String id, Caller caller, GenerateRequest request, Instant now) {
    return new JobRow(
        id,
        caller,
        request,
        JobState.ACCEPTED,
        now,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether the upstream is still looked after although the job has ended. */
  boolean isWatched() {
    return late.isPresent() && !late.get().state().isFinal();
  }
}
