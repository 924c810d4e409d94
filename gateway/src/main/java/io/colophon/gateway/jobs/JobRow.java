package io.colophon.gateway.jobs;

import com.google.rpc.Status;
import io.colophon.gateway.admission.Caller;
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
 * @param ended when it ended; empty while it has not
 * @param status why it failed or was cancelled
 * @param response what it put out, without the bytes of media: these are artifacts
 */
record JobRow(
    String id,
    Caller caller,
    GenerateRequest request,
    JobState state,
    Instant created,
    Optional<Instant> ended,
    Optional<Status> status,
    Optional<GenerateResponse> response) {}
