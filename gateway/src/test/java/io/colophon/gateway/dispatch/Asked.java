package io.colophon.gateway.dispatch;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.AttemptRecord;
import io.colophon.gateway.pipeline.Generation;
import io.colophon.gateway.pipeline.Receipt;
import io.colophon.gateway.pipeline.Reply;
import io.colophon.provider.spi.GenerationEvent;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What came of one generation. */
public final class Asked implements Reply {
  private final List<GenerationEvent> events = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Receipt> receipt = new CompletableFuture<>();
  volatile @Nullable Generation generation;

  public Generation generation() {
    return Objects.requireNonNull(generation);
  }

  @Override
  public void started(Generation started) {
    generation = started;
  }

  @Override
  public void output(GenerationEvent event) {
    events.add(event);
  }

  @Override
  public void finished(Receipt end) {
    receipt.complete(end);
  }

  @Override
  public void failed(Refusal refusal) {
    receipt.completeExceptionally(refusal);
  }

  /** What came, in order. */
  public List<GenerationEvent> events() {
    return List.copyOf(events);
  }

  public boolean hasEnded() {
    return receipt.isDone();
  }

  /** Waits for the end, good or bad; whether it was a good one. */
  boolean awaitGoodEnd() {
    try {
      receipt.get(30, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException refused) {
      return false;
    } catch (TimeoutException failure) {
      throw new AssertionError("no end", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /** The words that came, those of labels left out as far as they are events of their own. */
  public String text() {
    return events.stream()
        .filter(GenerationEvent.TextDelta.class::isInstance)
        .map(event -> ((GenerationEvent.TextDelta) event).text())
        .collect(Collectors.joining());
  }

  /** The receipt, which comes when the ledger has taken the entry. */
  public Receipt receipt() {
    try {
      return receipt.get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new AssertionError("no receipt", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /** Waits for its end, whatever it is. */
  public void end() {
    try {
      receipt.handle((done, failure) -> true).get(30, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new AssertionError("no end", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  public Refusal refusal() {
    try {
      Receipt unexpected = receipt.get(30, TimeUnit.SECONDS);
      throw new AssertionError("it came to its end: " + unexpected);
    } catch (ExecutionException failed) {
      return (Refusal) failed.getCause();
    } catch (TimeoutException failure) {
      throw new AssertionError("no end", failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", interrupted);
    }
  }

  /** Target and outcome of each attempt, with its note in brackets, in the order of their ends. */
  public List<String> attempts() {
    return generation().attempts().stream().map(Asked::told).toList();
  }

  private static String told(AttemptRecord attempt) {
    return attempt.target()
        + " "
        + attempt.outcome()
        + (attempt.reason().isEmpty() ? "" : " (" + attempt.reason() + ")");
  }
}
