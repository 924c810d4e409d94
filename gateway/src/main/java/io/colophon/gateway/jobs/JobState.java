package io.colophon.gateway.jobs;

import io.colophon.v1.GenerationMetadata;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a job stands; the last three are final. The names are kept in the database. What may follow
 * what is a closed set, and what a restart does with each is in {@link JobRecovery}; both stand as
 * a table in {@code docs/jobs.md}.
 */
enum JobState {
  /** On disk; no attempt yet. A restart runs it. */
  ACCEPTED,
  /** An upstream may have been asked, but none has named a job. A restart ends it: never twice. */
  SUBMITTING,
  /** An upstream runs it, and its handle is on disk. A restart takes it up again. */
  RUNNING,
  /** The upstream is done; its outputs are labelled and stored. A restart fetches them again. */
  FETCHING,
  /** Outputs, response and ledger entry are on disk. A restart makes the entry and ends it. */
  SETTLING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  private static final Map<JobState, Set<JobState>> NEXT =
      Map.of(
          ACCEPTED, EnumSet.of(SUBMITTING, FAILED, CANCELLED),
          SUBMITTING, EnumSet.of(RUNNING, FETCHING, SETTLING, FAILED, CANCELLED),
          RUNNING, EnumSet.of(RUNNING, FETCHING, SETTLING, FAILED, CANCELLED),
          FETCHING, EnumSet.of(RUNNING, SETTLING, FAILED, CANCELLED),
          SETTLING, EnumSet.of(SUCCEEDED, FAILED),
          SUCCEEDED, EnumSet.noneOf(JobState.class),
          FAILED, EnumSet.noneOf(JobState.class),
          CANCELLED, EnumSet.noneOf(JobState.class));

  boolean mayBecome(JobState next) {
    return NEXT.getOrDefault(this, Set.of()).contains(next);
  }

  /** The states that may become this one. */
  Set<JobState> before() {
    EnumSet<JobState> before = EnumSet.noneOf(JobState.class);
    for (JobState state : values()) {
      if (state.mayBecome(this)) {
        before.add(state);
      }
    }
    return before;
  }

  boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }

  GenerationMetadata.State message() {
    return switch (this) {
      case ACCEPTED -> GenerationMetadata.State.STATE_ACCEPTED;
      case SUBMITTING, RUNNING, FETCHING, SETTLING -> GenerationMetadata.State.STATE_RUNNING;
      case SUCCEEDED -> GenerationMetadata.State.STATE_SUCCEEDED;
      case FAILED -> GenerationMetadata.State.STATE_FAILED;
      case CANCELLED -> GenerationMetadata.State.STATE_CANCELLED;
    };
  }
}
