package io.colophon.provider.local;

import io.colophon.provider.spi.FailureKind;
import io.colophon.provider.spi.GenerationEvent;
import io.colophon.provider.spi.ProviderException;
import io.colophon.provider.spi.Quantity;
import io.colophon.provider.spi.Ticker;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One job on its way through a worker: runs it, hands its outputs on, and counts what it took. */
final class Assignment implements Runnable, Output {
  private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);

  private final Job job;
  private final LocalStream stream;
  private final Scratch scratch;
  private final Workers workers;
  private final Ticker ticker;
  private final long deadlineNanos;
  private final List<Path> files = new ArrayList<>();
  private int outputs;

  Assignment(
      Job job,
      LocalStream stream,
      Scratch scratch,
      Workers workers,
      Ticker ticker,
      long deadlineNanos) {
    this.job = job;
    this.stream = stream;
    this.scratch = scratch;
    this.workers = workers;
    this.ticker = ticker;
    this.deadlineNanos = deadlineNanos;
  }

  @Override
  public void run() {
    if (stream.isStopped()) {
      return;
    }
    long started = ticker.nanos();
    try {
      compute(new StreamWork(stream, ticker, deadlineNanos));
      workers.took(ticker.nanos() - started);
    } catch (CancellationException e) {
      LOG.debug("A generation was stopped: {}", e.getMessage());
    } catch (ProviderException e) {
      stream.fail(e);
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      fail(e);
    } finally {
      removeFiles();
    }
  }

  private void fail(Throwable why) {
    if (stream.isStopped()) {
      LOG.debug("A generation that was stopped ended badly", why);
      return;
    }
    LOG.error("A generation failed", why);
    // A full disk may have room later, and another machine may have it now.
    FailureKind kind = isFullDisk(why) ? FailureKind.OVERLOADED : FailureKind.INTERNAL;
    stream.fail(new ProviderException(kind, "the embedded provider failed: " + why, null, why));
  }

  /** Java has no type for ENOSPC: only the system's words tell it from other failures. */
  private static boolean isFullDisk(Throwable why) {
    return why instanceof IOException
        && String.valueOf(why.getMessage()).contains("No space left on device");
  }

  private void compute(StreamWork work) throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long cpuBefore =
        threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : -1;
    work.checkpoint();
    Outcome outcome = job.run(work, this);
    Usage.Builder usage = Usage.from(Quantity.Source.PROVIDER_FINAL);
    outcome.counts().forEach(usage::with);
    if (outcome.computedHere()) {
      usage.with(UsageUnit.FLOP, work.flop());
      if (cpuBefore >= 0) {
        usage.with(UsageUnit.CPU_NANOS, threads.getCurrentThreadCpuTime() - cpuBefore);
        usage.with(UsageUnit.ACCELERATOR_MILLIS, 0); // there is none: everything runs on the CPU
      }
    }
    stream.offer(new Pending.One(new GenerationEvent.Finished(outcome.reason(), usage.build())));
    stream.complete();
  }

  @Override
  public void text(String text) {
    if (!text.isEmpty()) {
      stream.offer(new Pending.One(new GenerationEvent.TextDelta(text)));
    }
  }

  @Override
  public Path newFile() throws IOException {
    Path file = scratch.newFile();
    files.add(file);
    return file;
  }

  @Override
  public void media(String mimeType, Path file) throws IOException {
    stream.offer(Pending.MediaFile.takeOver(outputs++, mimeType, file));
  }

  private void removeFiles() {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.warn("{} could not be removed", file, e);
      }
    }
  }
}
