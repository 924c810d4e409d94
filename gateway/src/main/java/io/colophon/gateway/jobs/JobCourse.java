package io.colophon.gateway.jobs;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.JobLink.ResumedJob;
import io.colophon.metering.ledger.SettledEntry;
import io.colophon.v1.GenerateResponse;
import java.util.concurrent.CompletableFuture;

/**
 * What the reply of a job's generation tells. Called as {@code pipeline.Reply} is; never blocks.
 */
interface JobCourse {

  /** Id of the job. */
  String id();

  /**
   * What the names of its artifacts begin with; empty for those of the operation's own response.
   */
  String artifactPrefix();

  /** The pipeline runs it. */
  void underWay(Generation generation);

  /** An upstream runs it as a job of its own. */
  void handedOver(ResumedJob upstream);

  /** The first output arrives. */
  void fetching();

  void progress(double fraction);

  /** Asks for the next output. */
  void moreWanted();

  /** Keeps how it ends; completes when that is on disk. */
  CompletableFuture<Void> keep(SettledEntry entry, GenerateResponse response);

  /** What was kept is entered in the ledger. */
  void succeeded();

  void failed(Refusal refusal);
}
