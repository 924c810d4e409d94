package io.colophon.gateway.jobs;

import io.colophon.gateway.admission.Admission;
import io.colophon.gateway.artifacts.ArtifactLinks;
import io.colophon.gateway.artifacts.Artifacts;
import io.colophon.gateway.pipeline.GenerationPipeline;
import io.colophon.gateway.pipeline.RunningConfigs;
import io.colophon.gateway.storage.Database;
import io.colophon.gateway.webhooks.Callbacks;
import io.colophon.gateway.webhooks.Endpoints;
import io.colophon.gateway.wire.RequestReader;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.metering.ledger.Ledger;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;

/** Everything about jobs, put together. */
public final class JobHouse implements AutoCloseable {
  private final Jobs jobs;
  private final JobDesk desk;
  private final UpstreamCalls calls;
  private final LateWatch watch;
  private final JobRecovery recovery;

  private JobHouse(
      Jobs jobs, JobDesk desk, UpstreamCalls calls, LateWatch watch, JobRecovery recovery) {
    this.jobs = jobs;
    this.desk = desk;
    this.calls = calls;
    this.watch = watch;
    this.recovery = recovery;
  }

  /**
   * Usage ids whose entries in the ledger jobs go on with, although the last run left them open.
   * Blocks; to be asked before the ledger is opened.
   */
  public static Set<String> goingOn(Database database) {
    return JobRecovery.goingOn(database);
  }

  /** Puts it together; nothing runs until {@link #recover}. */
  public static JobHouse open(
      Database database,
      Ledger ledger,
      Artifacts artifacts,
      ArtifactLinks links,
      Callbacks callbacks,
      Endpoints endpoints,
      GenerationPipeline pipeline,
      Admission admission,
      RequestReader reader,
      RunningConfigs config,
      BlockingPool pool,
      Clock clock) {
    JobStore store = new JobStore(database);
    JobNews news = new JobNews(endpoints);
    JobTools tools =
        new JobTools(
            store,
            artifacts,
            pipeline,
            reader,
            config,
            ledger,
            callbacks,
            news,
            new JobMessages(artifacts, links, () -> config.get().config().storage()),
            new JobEnds(
                store, news, ledger, () -> config.get().config().server().lateWatch(), clock),
            new JobWriter(),
            clock);
    Jobs jobs = new Jobs(tools, admission, pool);
    LateWatch watch = new LateWatch(tools);
    return new JobHouse(
        jobs,
        new JobDesk(tools, jobs, pool),
        new UpstreamCalls(store, callbacks, config, watch, clock),
        watch,
        new JobRecovery(tools, jobs));
  }

  /** Runs them. */
  public Jobs jobs() {
    return jobs;
  }

  /** Answers about them. */
  public JobDesk desk() {
    return desk;
  }

  /** Takes upstreams' calls. */
  public UpstreamCalls calls() {
    return calls;
  }

  /**
   * Deals with what the last run left open. Blocks; called once, at start.
   *
   * @throws IOException if the ledger cannot be read
   */
  public void recover() throws IOException {
    recovery.recover();
  }

  /** Looks after upstreams of jobs that have ended without them. Blocks; called now and then. */
  public void lookAfterLate() {
    watch.look();
  }

  /** Begins no more, and lets go of what upstreams run. */
  public void drain() {
    watch.close();
    jobs.drain();
  }

  @Override
  public void close() {
    watch.close();
    jobs.close();
  }
}
