package io.colophon.labeling;

import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.LabelMetadata;
import io.colophon.labeling.container.LabelOutput;
import io.colophon.labeling.container.LabelWriter;
import io.colophon.labeling.container.LabelWriter.BindingKind;
import io.colophon.labeling.container.MediaMarker;
import io.colophon.labeling.container.Notes;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.StorePlace;
import io.colophon.labeling.credentials.HardBinding;
import io.colophon.labeling.credentials.ManifestOrder;
import io.colophon.labeling.credentials.PlannedManifest;
import io.colophon.labeling.credentials.SignedStore;
import io.colophon.labeling.credentials.SigningCredentials;
import io.colophon.labeling.credentials.UpstreamManifest;
import io.colophon.labeling.credentials.read.UpstreamManifests;
import io.colophon.labeling.watermark.WatermarkPayload;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The labelling of one file, stage by stage: samples, metadata, manifest, reading back. Each stage
 * looks at what the one before it left. Used once, by one thread; blocking.
 */
final class LabelRun {
  /** A data binding leaves out one unit; two where a format splits it. */
  private static final int MOST_EXCLUSIONS = 2;

  private final String mimeType;
  private final LabelOrder order;
  private final AigcLabel label;
  private final LabelPlan plan;
  private final Optional<MediaMarker> marker;
  private final LabelWriter writer;
  private final Optional<Signing> signing;
  private final Scratch scratch;
  private final List<String> notes = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  private LabelingStage stage = LabelingStage.START;
  private Optional<UpstreamManifest> upstream = Optional.empty();
  private MediaMarker.@Nullable Marked marked;
  private boolean lacksTheWatermarkAlone;

  LabelRun(
      String mimeType,
      LabelOrder order,
      AigcLabel label,
      LabelPlan plan,
      FileFormat format,
      Optional<Signing> signing,
      Scratch scratch) {
    this.mimeType = mimeType;
    this.order = order;
    this.label = label;
    this.plan = plan;
    this.marker = format.marker();
    this.writer = format.writer();
    this.signing = signing;
    this.scratch = scratch;
    reasons.addAll(plan.reasons());
  }

  /** Writes the labelled copy of {@code input} into {@code output}, an existing empty file. */
  AppliedLabel run(Path input, Path output) throws LabelingException, IOException {
    upstream = upstreamOf(input);
    Path samples = mark(input);
    Signed signed = write(samples, output);
    readBack(output, signed);
    Optional<CredentialLabel> told = signed.store().map(this::told);
    return new AppliedLabel(
        order.profile(),
        marked == null ? Optional.empty() : marked.explicit(),
        new ImplicitLabel(signed.written().carrier(), label.toJson(), notes),
        told,
        marked == null || marked.watermark().isEmpty()
            ? Optional.empty()
            : Optional.of(
                new WatermarkLabel(
                    SigningCredentials.Settings.WATERMARK, marked.watermark().getAsLong())),
        reasons);
  }

  private Optional<UpstreamManifest> upstreamOf(Path input) throws IOException {
    try (Source source = Source.open(input)) {
      Optional<StorePlace> place = StoreFinder.find(source);
      if (place.isEmpty()) {
        return Optional.empty();
      }
      Optional<UpstreamManifest> found =
          signing.isEmpty() || writer.binding().isEmpty()
              ? Optional.empty()
              : new UpstreamManifests(signing.get().validator())
                  .read(source, place.get(), mimeType);
      if (found.isEmpty()) {
        // Left in the file it would look tampered with.
        Notes.add(notes, Notes.REMOVED_C2PA);
      }
      return found;
    }
  }

  // ---- samples

  private Path mark(Path input) throws LabelingException, IOException {
    stage = stage.to(LabelingStage.SAMPLES);
    if (marker.isEmpty() && plan.shown().isPresent()) {
      throw new LabelingException(
          Reason.UNSUPPORTED_TYPE, "nothing can be shown or sounded in " + mimeType);
    }
    OptionalLong payload = payload();
    if (marker.isEmpty() || (plan.shown().isEmpty() && payload.isEmpty())) {
      return input;
    }
    Path samples = scratch.file(".samples");
    marked = marker.get().mark(input, mimeType, plan.shown(), payload, samples, scratch);
    note(marked.notes());
    return samples;
  }

  private OptionalLong payload() {
    if (!plan.watermark()) {
      return OptionalLong.empty();
    }
    if (marker.isEmpty() || !marker.get().watermarks()) {
      reasons.add(LabelReasons.NO_WATERMARK_FOR_FORMAT);
      return OptionalLong.empty();
    }
    return OptionalLong.of(WatermarkPayload.of(order.produceId()));
  }

  // ---- metadata and manifest

  private record Signed(LabelWriter.Written written, Optional<SignedStore> store) {}

  private Signed write(Path samples, Path output) throws LabelingException, IOException {
    stage = stage.to(LabelingStage.METADATA);
    Optional<PlannedManifest> planned = planned();
    MessageDigest digest = planned.isPresent() ? Digests.sha256() : null;
    try (Source source = Source.open(samples);
        FileChannel file =
            FileChannel.open(output, StandardOpenOption.WRITE, StandardOpenOption.READ)) {
      LabelOutput out = new LabelOutput(file, digest);
      int room = planned.map(PlannedManifest::storeBytes).orElse(0);
      LabelWriter.Written written = writer.write(source, LabelMetadata.of(order, label), room, out);
      out.flush();
      note(written.notes());
      if (planned.isEmpty() || digest == null) {
        return new Signed(written, Optional.empty());
      }
      stage = stage.to(LabelingStage.CREDENTIALS);
      StorePlace place = written.place().orElseThrow();
      SignedStore store = planned.get().sign(bound(digest.digest(), place));
      writer.fill(file, place, store.bytes());
      return new Signed(written, Optional.of(store));
    }
  }

  private Optional<PlannedManifest> planned() throws LabelingException {
    // A manifest that came with the content is never dropped: ours then names it as its parent.
    if (!plan.credentials() && upstream.isEmpty()) {
      return Optional.empty();
    }
    Optional<BindingKind> binding = writer.binding();
    String digitalSourceType = order.origin().digitalSourceType();
    if (signing.isEmpty()) {
      reasons.add(LabelReasons.NO_SIGNER);
    } else if (binding.isEmpty()) {
      reasons.add(LabelReasons.NO_CREDENTIALS_FOR_FORMAT);
    } else if (upstream.isEmpty() && digitalSourceType.isEmpty()) {
      reasons.add(LabelReasons.ORIGIN_UNKNOWN);
    } else {
      return Optional.of(plan(binding.get(), digitalSourceType));
    }
    return Optional.empty();
  }

  private PlannedManifest plan(BindingKind binding, String digitalSourceType)
      throws LabelingException {
    return signing
        .orElseThrow()
        .credentials()
        .plan(
            new ManifestOrder(
                order,
                mimeType,
                binding,
                MOST_EXCLUSIONS,
                digitalSourceType,
                upstream,
                steps(),
                marked == null ? OptionalLong.empty() : marked.watermark(),
                marked == null ? "" : marked.explicit().map(ExplicitLabel::text).orElse("")));
  }

  private List<ManifestOrder.Step> steps() {
    List<ManifestOrder.Step> steps = new ArrayList<>();
    if (marked != null && marked.explicit().isPresent()) {
      steps.add(
          mimeType.startsWith("audio/")
              ? ManifestOrder.Step.ADDED_SOUND
              : ManifestOrder.Step.ADDED_TEXT);
    }
    if (marked != null && marked.watermark().isPresent()) {
      steps.add(ManifestOrder.Step.WATERMARKED);
    }
    return steps;
  }

  private HardBinding bound(byte[] hash, StorePlace place) {
    return writer.binding().orElseThrow() == BindingKind.BMFF
        ? new HardBinding.Bmff(hash)
        : new HardBinding.Data(hash, place.unit());
  }

  private CredentialLabel told(SignedStore store) {
    note(store.notes());
    return CredentialLabel.of(store, upstream.map(UpstreamManifest::active));
  }

  // ---- reading back

  private void readBack(Path output, Signed signed) throws LabelingException, IOException {
    stage = stage.to(LabelingStage.READ_BACK);
    Verdict verdict = ReadBack.requireLabel(output, signed.written().carrier(), label);
    if (signed.store().isPresent()) {
      ReadBack.requireManifest(
          output,
          verdict.store(),
          signing.orElseThrow().validator(),
          signed.store().get().manifest());
    }
    if (marker.isPresent() && marked != null) {
      Optional<String> missing = marker.get().missing(output, mimeType, marked);
      if (missing.isPresent()) {
        lacksTheWatermarkAlone = isAllButWatermarkThere(marker.get(), output, marked);
        throw new LabelingException(Reason.READ_BACK_FAILED, missing.get());
      }
    }
  }

  /** A marker tells one thing that is missing, so it is asked again for the rest. */
  private boolean isAllButWatermarkThere(
      MediaMarker marker, Path output, MediaMarker.Marked expected) throws IOException {
    return expected.watermark().isPresent()
        && marker.missing(output, mimeType, expected.withoutWatermark()).isEmpty();
  }

  /**
   * Whether reading back found everything but the watermark; to be asked when the run has failed.
   */
  boolean lacksTheWatermarkAlone() {
    return lacksTheWatermarkAlone;
  }

  /** Marker, writer and signer may find the same thing; it is told once. */
  private void note(List<String> codes) {
    codes.forEach(code -> Notes.add(notes, code));
  }
}
