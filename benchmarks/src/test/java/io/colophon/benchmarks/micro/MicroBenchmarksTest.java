package io.colophon.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.provider.testkit.RequiresTool;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs; what it measures here means nothing. */
class MicroBenchmarksTest {

  @Test
  @RequiresTool({"ffmpeg", "exiftool"})
  void run_everyBenchmarkOnce_works() throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("io\\.colophon\\.benchmarks\\.micro\\..*")
                    .mode(Mode.SingleShotTime)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .forks(0)
                    .param("format", "png")
                    .shouldFailOnError(true)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();

    assertThat(
            results.stream()
                .map(result -> result.getParams().getBenchmark().replaceAll(".*\\.", ""))
                .distinct()) // one name comes once for each of its parameters
        .containsExactlyInAnyOrder(
            "text",
            "png",
            "pngCodecAlone",
            "metadata",
            "metadataAndManifest",
            "readAndHash",
            "copy",
            "exiftool",
            "hold",
            "bucket4j",
            "clockAlone",
            "oneKey",
            "oneKeyTimeKnown",
            "oneKeyAllotment",
            "oneSlot",
            "oneKeyBucket4j",
            "oneKeyResilience4j",
            "oneKeyGuava",
            "oneSlotConcurrencyLimits",
            "fourLevels",
            "fourLevelsFreshHold",
            "fourLevelsBucket4j",
            "place",
            "placeObserved",
            "placeResilience4j",
            "placeConcurrencyLimits",
            "turn",
            "estimate",
            "plain",
            "read",
            "page",
            "settled",
            "generate",
            "journalAppend",
            "ledgerSettle",
            "ledgerSettleCall",
            "provenanceAppend",
            "capacityScan",
            "capacityDraw",
            "expectedCompletion",
            "peakEwma",
            "lowestCarbon",
            "weighted",
            "stickyKey",
            "prefixAffinity",
            "prefixAffinityStrange",
            "leastOutstanding",
            "twoChoices",
            "roundRobin");
  }
}
