package io.colophon.provider.http;

import io.colophon.provider.spi.CallOptions;
import io.colophon.provider.spi.GenerationEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;

/** The jobs that a deployment asks after. Thread-safe. */
public final class PolledJobs {
  private final HttpUpstream upstream;
  private final JobPace pace;
  // Bounded by the number of streams that are under way.
  private final Map<String, JobRun> asking = new ConcurrentHashMap<>();

  public PolledJobs(HttpUpstream upstream, JobPace pace) {
    this.upstream = upstream;
    this.pace = pace;
  }

  /** A stream that submits a job, asks after it, and delivers. */
  public Flow.Publisher<GenerationEvent> generate(CallOptions options, Job job) {
    return upstream.generate(options, new JobRun(this, job, pace, null));
  }

  /** A stream that takes up a job that was submitted before. */
  public Flow.Publisher<GenerationEvent> resume(CallOptions options, String handle, Job job) {
    return upstream.generate(options, new JobRun(this, job, pace, handle));
  }

  /** The vendor says that the job has moved: asks at once. Harmless for jobs not known here. */
  public void moved(String handle) {
    JobRun run = asking.get(handle);
    if (run != null) {
      run.moved();
    }
  }

  void enter(String handle, JobRun run) {
    asking.put(handle, run);
  }

  void leave(String handle, JobRun run) {
    asking.remove(handle, run);
  }

  int size() {
    return asking.size();
  }
}
