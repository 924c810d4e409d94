package io.colophon.labeling;

import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.LabelWriter.BindingKind;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.MediaFormat;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.credentials.ManifestOrder;
import io.colophon.labeling.credentials.TextCredentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Puts labels on outputs. For a file: what people see or hear, the imperceptible mark, the
 * metadata, the signed manifest, in this order; then all of it is read back from the finished file,
 * and only then does the file get its name. Thread-safe. The methods that take files block, decode
 * and encode: call them on a bounded pool, never on an event loop.
 */
public final class Labeler {
  private static final String TEXT = "text/";

  private final Path scratchDirectory;
  private final FileFormats formats = new FileFormats();
  private final Optional<Signing> signing;

  /**
   * A labeller that signs nothing.
   *
   * @param scratchDirectory where intermediate files live while a call runs; an existing directory
   */
  public Labeler(Path scratchDirectory) {
    this(scratchDirectory, Optional.empty());
  }

  /**
   * @param scratchDirectory where intermediate files live while a call runs; an existing directory
   * @param signing signs manifests; empty for none
   */
  public Labeler(Path scratchDirectory, Optional<Signing> signing) {
    this.scratchDirectory = scratchDirectory;
    this.signing = signing;
  }

  /**
   * Whether outputs of this type can be labelled; to be asked before any work is done for one.
   *
   * @param mimeType upper or lower case, parameters are ignored
   */
  public boolean canLabel(String mimeType) {
    return formats.of(bare(mimeType)).isPresent();
  }

  /** Every type that {@link #canLabel} says yes to, lower case. */
  public Set<String> mimeTypes() {
    return formats.mimeTypes();
  }

  /** Labels a file with what people see or hear and the metadata, as its regimes usually ask. */
  public AppliedLabel label(Path input, String mimeType, LabelOrder order, Path output)
      throws LabelingException {
    return label(input, mimeType, order, LabelPlan.visible(order.jurisdictions()), output);
  }

  /**
   * Writes a labelled copy of a file that was just made.
   *
   * @param input stays as it is
   * @param mimeType what the input is; checked against its first bytes
   * @param output replaced if it exists; written under another name beside it and renamed when
   *     everything has been read back, so it is whole or absent
   * @throws LabelingException if it cannot be labelled; there is no output then
   */
  public AppliedLabel label(
      Path input, String mimeType, LabelOrder order, LabelPlan plan, Path output)
      throws LabelingException {
    return label(input, mimeType, order, AigcLabel.generated(order), plan, output);
  }

  /**
   * Writes a copy with another label than that of content just made: for content that was made
   * elsewhere and is handed on.
   */
  public AppliedLabel label(
      Path input, String mimeType, LabelOrder order, AigcLabel label, LabelPlan plan, Path output)
      throws LabelingException {
    String type = bare(mimeType);
    FileFormat format =
        formats
            .of(type)
            .orElseThrow(
                () ->
                    new LabelingException(
                        Reason.UNSUPPORTED_TYPE,
                        "no label for " + type + ", expected one of " + mimeTypes()));
    try (Scratch scratch = new Scratch(scratchDirectory)) {
      requireType(input, type, format);
      Path parent = output.toAbsolutePath().getParent();
      Path part = Files.createTempFile(parent, "." + output.getFileName(), ".part");
      try {
        AppliedLabel applied = run(type, order, label, plan, format, scratch, input, part);
        Files.move(part, output, StandardCopyOption.REPLACE_EXISTING);
        return applied;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (MalformedMediaException e) {
      throw new LabelingException(Reason.MALFORMED_INPUT, e.code() + ": " + e.getMessage(), e);
    } catch (RuntimeException e) {
      // Decoders answer some damaged files with unchecked exceptions; no output leaves either way.
      throw new LabelingException(
          Reason.MALFORMED_INPUT, type + " cannot be labelled: " + e.getClass().getSimpleName(), e);
    } catch (IOException e) {
      throw new LabelingException(Reason.IO, "reading or writing failed: " + e.getMessage(), e);
    }
  }

  /**
   * Labels one file. Some content has no room for an imperceptible mark (silence, one flat colour,
   * a few pixels): then it leaves without one, and that is told. Where anything else is missing,
   * leaving the mark out would mend nothing.
   *
   * @param part an existing empty file
   */
  AppliedLabel run(
      String type,
      LabelOrder order,
      AigcLabel label,
      LabelPlan plan,
      FileFormat format,
      Scratch scratch,
      Path input,
      Path part)
      throws LabelingException, IOException {
    LabelRun asPlanned = new LabelRun(type, order, label, plan, format, signing, scratch);
    try {
      return asPlanned.run(input, part);
    } catch (LabelingException failure) {
      if (!asPlanned.lacksTheWatermarkAlone()) {
        throw failure;
      }
      Files.write(part, new byte[0]);
      LabelPlan without = plan.withoutWatermark(LabelReasons.WATERMARK_DOES_NOT_HOLD);
      return new LabelRun(type, order, label, without, format, signing, scratch).run(input, part);
    }
  }

  /**
   * The signed manifest of a text; blocking.
   *
   * @param text all of it, with the words that people see
   * @return empty when nothing is signed here
   * @throws LabelingException if signing fails
   */
  public Optional<SignedText> signText(LabelOrder order, String text) throws LabelingException {
    if (signing.isEmpty()) {
      return Optional.empty();
    }
    ManifestOrder manifest =
        new ManifestOrder(
            order,
            "text/plain",
            BindingKind.DATA,
            1,
            order.origin().digitalSourceType(),
            Optional.empty(),
            List.of(),
            OptionalLong.empty());
    TextCredentials.Wrapped wrapped =
        new TextCredentials(signing.get().credentials()).wrap(text, manifest);
    return Optional.of(
        new SignedText(wrapped.suffix(), CredentialLabel.of(wrapped.signed(), Optional.empty())));
  }

  /** The seven-field object for the first and the last event of a stream. */
  public AigcLabel sidecar(LabelOrder order) {
    return AigcLabel.generated(order);
  }

  private void requireType(Path input, String type, FileFormat format)
      throws LabelingException, IOException {
    try (Source file = Source.open(input)) {
      String detected =
          Formats.of(file.head(MediaFormat.HEAD_BYTES))
              .map(MediaFormat::mimeType)
              .orElse("unknown");
      boolean same =
          format.writer().mimeTypes().contains(detected)
              // Kinds of text are not told by their first bytes.
              || (type.startsWith(TEXT) && detected.startsWith(TEXT));
      if (!same) {
        throw new LabelingException(
            Reason.MALFORMED_INPUT, "the file is " + detected + ", expected " + type);
      }
    }
  }

  private static String bare(String mimeType) {
    int end = mimeType.indexOf(';');
    return (end < 0 ? mimeType : mimeType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
