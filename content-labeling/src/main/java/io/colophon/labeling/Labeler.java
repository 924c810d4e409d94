package io.colophon.labeling;

import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.audio.CodedSoundLabeler;
import io.colophon.labeling.audio.MidiLabeler;
import io.colophon.labeling.audio.WavLabeler;
import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.MediaFormat;
import io.colophon.labeling.container.MediaLabeler;
import io.colophon.labeling.container.Scratch;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.image.PictureLabeler;
import io.colophon.labeling.video.FilmLabeler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts labels on outputs. For a file: first what people see or hear, then the metadata, then both
 * are read back from the finished file; only then does it get its name. Thread-safe. The methods
 * that take files block, decode and encode: call them on a bounded pool, never on an event loop.
 */
public final class Labeler {
  private final Path scratchDirectory;
  private final Map<String, MediaLabeler> labelers = new HashMap<>();
  private final ContentVerifier verifier = new ContentVerifier();

  /**
   * @param scratchDirectory where intermediate files live while a call runs; an existing directory
   */
  public Labeler(Path scratchDirectory) {
    this.scratchDirectory = scratchDirectory;
    List<MediaLabeler> all = new ArrayList<>(PictureLabeler.all());
    all.add(new WavLabeler());
    all.add(new MidiLabeler());
    all.addAll(CodedSoundLabeler.all());
    all.addAll(FilmLabeler.all());
    for (MediaLabeler labeler : all) {
      labeler.mimeTypes().forEach(type -> labelers.put(type, labeler));
    }
  }

  /**
   * Whether outputs of this type can be labelled; to be asked before any work is done for one.
   *
   * @param mimeType upper or lower case, parameters are ignored
   */
  public boolean canLabel(String mimeType) {
    return labelers.containsKey(bare(mimeType));
  }

  /** Every type that {@link #canLabel} says yes to, lower case. */
  public Set<String> mimeTypes() {
    return Set.copyOf(labelers.keySet());
  }

  /**
   * Writes a labelled copy of a file.
   *
   * @param input stays as it is
   * @param mimeType what the input is; checked against its first bytes
   * @param output replaced if it exists; written under another name beside it and renamed when
   *     everything has been read back, so it is whole or absent
   * @throws LabelingException if it cannot be labelled; there is no output then
   */
  public AppliedLabel label(Path input, String mimeType, LabelOrder order, Path output)
      throws LabelingException {
    String type = bare(mimeType);
    MediaLabeler labeler = labelers.get(type);
    if (labeler == null) {
      throw new LabelingException(
          Reason.UNSUPPORTED_TYPE, "no label for " + type + ", expected one of " + mimeTypes());
    }
    try (Scratch scratch = new Scratch(scratchDirectory)) {
      requireType(input, type, labeler);
      Path parent = output.toAbsolutePath().getParent();
      Path part = Files.createTempFile(parent, "." + output.getFileName(), ".part");
      try {
        AppliedLabel applied = labelPart(labeler, input, type, order, part, scratch);
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
   * The signed manifest of a text; blocking.
   *
   * @param text all of it, with the words that people see
   * @return empty when no signer is configured
   * @throws LabelingException if signing fails
   */
  public Optional<SignedText> signText(LabelOrder order, String text) throws LabelingException {
    return Optional.empty();
  }

  /** The seven-field object for the first and the last event of a stream. */
  public AigcLabel sidecar(LabelOrder order) {
    return AigcLabel.generated(order);
  }

  private AppliedLabel labelPart(
      MediaLabeler labeler, Path input, String type, LabelOrder order, Path part, Scratch scratch)
      throws LabelingException, IOException {
    MediaLabeler.Made made = labeler.label(input, type, order, part, scratch);
    AigcLabel label = AigcLabel.generated(order);
    Verdict verdict = verifier.verify(part);
    boolean found =
        verdict.status() == Verdict.Status.LABELED
            && verdict.layers().size() == 1
            && verdict.layers().get(0).carrier().equals(made.carrier())
            && verdict.layers().get(0).fields().equals(Optional.of(label));
    if (!found) {
      throw new LabelingException(
          Reason.READ_BACK_FAILED,
          "metadata label in "
              + made.carrier()
              + " not found again: "
              + verdict.status()
              + " "
              + verdict.findings());
    }
    Optional<String> missing = labeler.missing(part, type, made);
    if (missing.isPresent()) {
      throw new LabelingException(Reason.READ_BACK_FAILED, missing.get());
    }
    return new AppliedLabel(
        order.profile(),
        Optional.of(made.explicit()),
        new ImplicitLabel(made.carrier(), label.toJson(), made.notes()));
  }

  private void requireType(Path input, String type, MediaLabeler labeler)
      throws LabelingException, IOException {
    try (Source file = Source.open(input)) {
      Optional<MediaFormat> format = Formats.of(file.head(MediaFormat.HEAD_BYTES));
      String detected = format.map(MediaFormat::mimeType).orElse("unknown");
      if (labelers.get(detected) != labeler) {
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
