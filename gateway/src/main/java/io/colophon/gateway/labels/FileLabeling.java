package io.colophon.gateway.labels;

import io.colophon.gateway.pipeline.Generation;
import io.colophon.labeling.AppliedLabel;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.LabelPlan;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.LabelingException;
import io.colophon.labeling.policy.Medium;
import io.colophon.provider.spi.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;

/**
 * Makes of one output in the spool a labelled file that is entered in the log. Blocks: for the
 * pool's threads.
 */
record FileLabeling(
    Generation generation,
    LabelPolicy.Decision decision,
    OutputOrders orders,
    Labeler labeler,
    Recorder recorder,
    Spool spool,
    Ticker ticker) {

  /**
   * Labels a complete output; it stays as it is.
   *
   * @throws IOException if a file cannot be read or written
   * @throws LabelingException if the output cannot be labelled
   * @throws CompletionException if the log does not take it
   */
  OutgoingFile label(SpooledOutput output) throws IOException, LabelingException {
    long start = ticker.nanos();
    OutgoingFile file = write(output);
    generation.labelingTook(ticker.nanos() - start);
    return file;
  }

  private OutgoingFile write(SpooledOutput output) throws IOException, LabelingException {
    LabelOrder order = orders.forOutput(output.index());
    Path labeled = spool.newFile(".labeled");
    try {
      return record(output, order, labeled);
    } catch (IOException | LabelingException | RuntimeException failure) {
      Files.deleteIfExists(labeled);
      throw failure;
    }
  }

  private OutgoingFile record(SpooledOutput output, LabelOrder order, Path labeled)
      throws IOException, LabelingException {
    LabelPlan plan =
        decision.plan(
            Medium.of(output.mimeType()), OutputFacts.of(generation.received().request()));
    AppliedLabel applied = labeler.label(output.file(), output.mimeType(), order, plan, labeled);
    long size = Files.size(labeled);
    recorder
        .record(
            generation,
            order,
            new Recorder.Output(
                output.index(),
                output.mimeType(),
                Digests.sha256(output.file()),
                Digests.sha256(labeled),
                size,
                true),
            applied,
            OutputPrints.of(labeled, output.mimeType()))
        .join();
    return OutgoingFile.open(labeled, output.index(), output.mimeType(), size);
  }
}
