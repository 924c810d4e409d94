package io.colophon.gateway.server;

import io.colophon.gateway.assembly.ConfigAssembler;
import io.colophon.gateway.assembly.Signers;
import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.config.StorageConfig;
import io.colophon.gateway.labels.LabelStep;
import io.colophon.gateway.labels.Recorder;
import io.colophon.gateway.labels.Spool;
import io.colophon.gateway.meter.EndUserHash;
import io.colophon.gateway.pipeline.GenerationIds;
import io.colophon.gateway.provenance.FileVerification;
import io.colophon.gateway.provenance.LayerReader;
import io.colophon.gateway.provenance.ProvenanceDoor;
import io.colophon.gateway.relabel.ElsewhereLabeling;
import io.colophon.gateway.relabel.LabelContentCall;
import io.colophon.gateway.wire.CallerCalls;
import io.colophon.gateway.work.BlockingPool;
import io.colophon.labeling.Labeler;
import io.colophon.labeling.credentials.read.TrustAnchors;
import io.colophon.labeling.provenance.ProvenanceLog;
import io.colophon.provider.spi.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What labels and what reads labels, over one signer and one provenance log: for the outputs of
 * generations, for files from elsewhere, and for files to be verified.
 */
record LabelingParts(
    Labeler labeler,
    FileVerification verification,
    ProvenanceLog log,
    DataDirectory data,
    StorageConfig storage,
    Clock clock) {

  /**
   * Opens the signer.
   *
   * @throws IOException if a key, a certificate or a directory is not what it should be
   */
  static LabelingParts open(GatewayConfig config, DataDirectory data, Records records, Clock clock)
      throws IOException {
    return new LabelingParts(
        new Labeler(
            data.scratch(),
            Optional.of(Signers.open(config, data.signing(), LabelStep.SYSTEM_VERSION, clock))),
        new FileVerification(
            Optional.of(records.provenance()),
            LayerReader.of(TrustAnchors.read(config.signing().trustAnchors()), clock)),
        records.provenance(),
        data,
        config.storage(),
        clock);
  }

  /** The verb label of the pipeline. */
  LabelStep step(EndUserHash endUsers, BlockingPool pool, Ticker ticker) throws IOException {
    Spool spool = Spool.open(data.spool(), storage.maxOutput().bytes(), storage.maxSpool().bytes());
    Files.createDirectories(data.scratch()); // lies in the spool, which was emptied
    return new LabelStep(labeler, new Recorder(log, endUsers, clock), spool, pool, ticker);
  }

  /** Labels what callers upload, by the configuration of that moment. */
  ProvenanceDoor.ContentLabeling relabeling(
      ConfigAssembler config, GenerationIds ids, CallerCalls calls) {
    ElsewhereLabeling labeling =
        new ElsewhereLabeling(
            labeler, verification, log, () -> config.get().labels(), ids::next, clock);
    AtomicLong number = new AtomicLong();
    return call -> {
      LabelContentCall upload =
          new LabelContentCall(
              call,
              calls,
              labeling,
              data.uploads().resolve(number.incrementAndGet() + ".relabel"),
              storage.maxOutput().bytes());
      upload.begin();
      return upload;
    };
  }
}
