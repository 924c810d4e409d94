package io.colophon.gateway.jobs;

import io.colophon.v1.GenerationMetadata;

/** Where a job stands; the last three are final. The names are kept in the database. */
enum JobState {
  /** On disk; no attempt yet. A restart runs it. */
  ACCEPTED,
  /** An attempt is under way. A restart ends it as failed. */
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }

  GenerationMetadata.State message() {
    return switch (this) {
      case ACCEPTED -> GenerationMetadata.State.STATE_ACCEPTED;
      case RUNNING -> GenerationMetadata.State.STATE_RUNNING;
      case SUCCEEDED -> GenerationMetadata.State.STATE_SUCCEEDED;
      case FAILED -> GenerationMetadata.State.STATE_FAILED;
      case CANCELLED -> GenerationMetadata.State.STATE_CANCELLED;
    };
  }
}
