package io.colophon.gateway.metrics;

import io.colophon.gateway.pipeline.OutputGaps;
import io.colophon.gateway.pipeline.Times;
import io.colophon.metering.ledger.EndState;
import io.colophon.provider.spi.Modality;
import io.colophon.provider.spi.Usage;
import io.colophon.provider.spi.UsageUnit;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The series {@code gen_ai.*} of one kind of settlement. To its upstream the gateway is a client,
 * to its caller it is a server. What the platform pays for has tokens but no durations: those of
 * the generation are the caller's.
 */
final class GenAiSeries {
  private static final double NANOS_PER_SECOND = 1e9;

  private final boolean succeeds;
  private final boolean streams;
  private final @Nullable Histogram inputUsage;
  private final @Nullable Histogram outputUsage;
  private final @Nullable TokenCounters tokens;
  private final @Nullable Histogram clientDuration;
  private final @Nullable Histogram firstChunk;
  private final @Nullable Histogram chunkGap;
  private final @Nullable Histogram serverDuration;
  private final @Nullable Histogram firstToken;
  private final @Nullable Histogram perToken;

  GenAiSeries(SeriesKey key, String vendor, GenAiTable table, Instruments instruments) {
    this.succeeds = errorOf(key.end()) == null;
    this.streams = key.modality() == Modality.TEXT;
    boolean called = key.model() != null;
    boolean timed = !key.ofPlatform();
    Labels upstream =
        Labels.of("gen_ai.operation.name", operation(key.modality()), table.provider(), vendor)
            .with("gen_ai.request.model", key.model())
            .with("gen_ai.response.model", key.served());
    Labels caller =
        Labels.of("gen_ai.operation.name", operation(key.modality()), table.provider(), vendor)
            .with("gen_ai.request.model", key.requested())
            .with("gen_ai.response.model", key.served());
    String error = errorOf(key.end());
    Family usage = called ? table.tokenUsage() : null;
    this.inputUsage = of(instruments, usage, upstream.with("gen_ai.token.type", "input"));
    this.outputUsage = of(instruments, usage, upstream.with("gen_ai.token.type", "output"));
    this.tokens =
        called && table.tokens() != null
            ? new TokenCounters(table.tokens(), upstream, key.modality(), succeeds, instruments)
            : null;
    this.clientDuration =
        of(
            instruments,
            called && timed ? table.duration() : null,
            upstream.with("error.type", error));
    boolean chunks = called && timed && streams;
    this.firstChunk = of(instruments, chunks ? table.firstChunk() : null, upstream);
    this.chunkGap = of(instruments, chunks ? table.chunkGap() : null, upstream);
    this.serverDuration =
        of(
            instruments,
            timed ? GenAiTable.SERVER_DURATION : null,
            caller.with("error.type", error));
    boolean whole = timed && succeeds;
    this.firstToken = of(instruments, whole ? GenAiTable.SERVER_FIRST_TOKEN : null, caller);
    this.perToken = of(instruments, whole && streams ? GenAiTable.SERVER_PER_TOKEN : null, caller);
  }

  private static @Nullable Histogram of(
      Instruments instruments, @Nullable Family family, Labels labels) {
    return family == null ? null : instruments.histogram(family, labels);
  }

  /** Values of the conventions; media have no operation of their own there. */
  private static String operation(Modality modality) {
    return modality == Modality.TEXT ? "chat" : "generate_content";
  }

  /** The value of {@code error.type}; null for what is no error. */
  private static @Nullable String errorOf(EndState end) {
    return switch (end) {
      case COMPLETED, CONTENT_FILTERED -> null;
      case DEADLINE -> "timeout";
      default -> end.id();
    };
  }

  void tokens(Usage usage) {
    if (tokens != null) {
      tokens.record(usage);
    } else {
      record(inputUsage, usage.value(UsageUnit.INPUT_TOKENS));
      record(outputUsage, usage.value(UsageUnit.OUTPUT_TOKENS));
    }
  }

  void times(Usage usage, Times times, OutputGaps gaps) {
    if (clientDuration != null) {
      clientDuration.record(seconds(times.totalNanos() - times.queuedNanos()));
    }
    if (serverDuration != null) {
      serverDuration.record(seconds(times.totalNanos()));
    }
    if (times.firstOutputNanos().isEmpty()) {
      return;
    }
    long first = times.firstOutputNanos().getAsLong();
    if (firstToken != null) {
      firstToken.record(seconds(first));
    }
    OptionalLong output = usage.value(UsageUnit.OUTPUT_TOKENS);
    if (perToken != null && output.isPresent() && output.getAsLong() > 1) {
      perToken.record(seconds(times.totalNanos() - first) / (output.getAsLong() - 1));
    }
    if (!gaps.isEmpty()) {
      if (firstChunk != null) {
        firstChunk.record(seconds(first - times.queuedNanos()));
      }
      if (chunkGap != null) {
        chunkGap.record(gaps.counts(), gaps.seconds());
      }
    }
  }

  private static void record(@Nullable Histogram histogram, OptionalLong tokens) {
    if (histogram != null && tokens.isPresent()) {
      histogram.record((double) tokens.getAsLong());
    }
  }

  private static double seconds(long nanos) {
    return Math.max(0, nanos) / NANOS_PER_SECOND;
  }
}
