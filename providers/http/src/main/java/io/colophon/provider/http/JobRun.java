package io.colophon.provider.http;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.FinishReason;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One job from submission to delivery. On the loop of its stream only, but for {@link #moved}. */
final class JobRun implements Attempt {
  private static final int MOST_ANSWER_BYTES = 16 * 1024 * 1024;
  private static final int MOST_FAILURES_IN_A_ROW = 6;

  private final PolledJobs jobs;
  private final Job job;
  private final JobPace pace;
  private final @Nullable String known;
  private volatile @Nullable Output out;
  private @Nullable String handle;
  private int asked;
  private int failures;
  private int waits;
  private boolean waiting;
  private boolean nudged;
  private double progress;
  private long strangeSinceNanos;
  private boolean strange;

  JobRun(PolledJobs jobs, Job job, JobPace pace, @Nullable String known) {
    this.jobs = jobs;
    this.job = job;
    this.pace = pace;
    this.known = known;
  }

  @Override
  public void begin(Output to) {
    out = to;
    if (known == null) {
      job.submit(
          to,
          ticket -> {
            enter(ticket.handle()); // whoever hears of the handle may say that it has moved
            to.emit(ticket.accepted());
            to.emit(new GenerationEvent.Submitted(ticket.handle()));
            sleep(to, ticket.handle(), pace.pauseNanos(0));
          });
    } else {
      to.emit(job.acceptedAgain());
      enter(known);
      ask(to, known);
    }
  }

  private void enter(String by) {
    handle = by;
    jobs.enter(by, this);
  }

  private void leave() {
    if (handle != null) {
      jobs.leave(handle, this);
    }
  }

  private void sleep(Output to, String by, long nanos) {
    int mine = ++waits;
    waiting = true;
    boolean now = nudged;
    nudged = false;
    to.after(
        Duration.ofNanos(now ? 0 : nanos),
        () -> {
          if (waiting && waits == mine) {
            ask(to, by);
          }
        });
  }

  /** Asks at once instead of later; from any thread. */
  void moved() {
    Output to = out;
    if (to != null) {
      to.onLoop(
          () -> {
            if (waiting && handle != null) {
              ask(to, handle);
            } else {
              nudged = true; // the answer that is under way may be older than the news
            }
          });
    }
  }

  private void ask(Output to, String by) {
    waiting = false;
    asked++;
    job.poll(
        to,
        by,
        call ->
            to.tryCall(
                call,
                MOST_ANSWER_BYTES,
                answer -> answered(to, by, answer),
                f -> failed(to, by, f)));
  }

  private void answered(Output to, String by, HttpAnswer answer) {
    JobState state;
    try {
      state = job.read(answer);
    } catch (ProviderException failure) {
      failed(to, by, failure);
      return;
    }
    failures = 0;
    if (!(state instanceof JobState.Unknown)) {
      strange = false;
    }
    if (state instanceof JobState.Done done) {
      leave();
      job.deliver(to, by, done);
    } else if (state instanceof JobState.Filtered filtered) {
      leave();
      to.finish(FinishReason.CONTENT_FILTERED, filtered.usage());
    } else if (state instanceof JobState.Failed failed) {
      leave();
      to.fail(failed.failure());
    } else if (state instanceof JobState.Unknown unknown && strangeForTooLong(to)) {
      leave();
      to.fail(
          FailureKind.MALFORMED_ANSWER,
          "the job is in a state that is not known here: \"" + brief(unknown.word()) + "\"");
    } else {
      if (state instanceof JobState.Running running) {
        running.fraction().ifPresent(fraction -> progress(to, fraction));
      }
      sleep(to, by, pace.pauseNanos(asked));
    }
  }

  private boolean strangeForTooLong(Output to) {
    long now = to.context().ticker().nanos();
    if (!strange) {
      strange = true;
      strangeSinceNanos = now;
    }
    return now - strangeSinceNanos >= pace.strange().toNanos();
  }

  private static String brief(String word) {
    return word.length() > 40 ? word.substring(0, 40) + "..." : word;
  }

  private void progress(Output to, double fraction) {
    if (fraction > progress && fraction <= 1) {
      progress = fraction;
      to.emit(new GenerationEvent.Progress(fraction));
    }
  }

  /** The job goes on while it cannot be asked after for a moment. */
  private void failed(Output to, String by, ProviderException failure) {
    boolean passing =
        switch (failure.kind()) {
          case OVERLOADED, UNREACHABLE, TIMED_OUT, RATE_LIMITED, INTERNAL -> true;
          default -> false;
        };
    if (!passing || ++failures >= MOST_FAILURES_IN_A_ROW) {
      leave();
      to.fail(failure);
      return;
    }
    long asks = failure.retryAfter().map(Duration::toNanos).orElse(0L);
    sleep(to, by, Math.max(asks, pace.pauseNanos(asked)));
  }

  @Override
  public void stopped(Output to) {
    leave();
    // A deployment that closes leaves its jobs running: the host takes them up again.
    if (handle != null && !to.isClosing()) {
      job.cancel(to, handle);
    }
  }
}
