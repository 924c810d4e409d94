package io.colophon.provider.http;

import io.colophon.provider.spi.GenerationEvent;
import java.util.function.Consumer;

/**
 * One generation that the vendor runs as a job, in the vendor's own terms; {@link PolledJobs} does
 * what is the same for all. Called on the event loop of the stream; what is thrown ends it.
 */
public interface Job {

  /**
   * A job that the vendor has taken.
   *
   * @param handle what finds it again, also after a restart; nothing secret
   * @param accepted what the caller is told first
   */
  record Ticket(String handle, GenerationEvent.Accepted accepted) {}

  /** Hands the job to the vendor, by a call of {@code out}; failures end the stream there. */
  void submit(Output out, Consumer<Ticket> then);

  /** What a caller is told first when the job is taken up again. */
  GenerationEvent.Accepted acceptedAgain();

  /** Makes the call that asks after the job. */
  void poll(Output out, String handle, Consumer<HttpCall> send);

  /** Reads the answer to it, whose status was 2xx. */
  JobState read(HttpAnswer answer);

  /** Puts out the result and finishes; see {@link ResultDownload}. */
  void deliver(Output out, String handle, JobState.Done done);

  /**
   * Tells the vendor that nobody wants the job any more, by {@link Output#farewell}; nothing unless
   * overridden.
   */
  default void cancel(Output out, String handle) {}
}
