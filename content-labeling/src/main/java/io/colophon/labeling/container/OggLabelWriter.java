package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Ogg with Vorbis, Opus, FLAC or Speex: the label is a comment of the first stream of sound. Heads
 * of streams are laid out anew; where that takes another number of pages, those behind are numbered
 * anew. Packets of sound and their times stay. C2PA has no place in Ogg.
 */
final class OggLabelWriter implements LabelWriter {
  @Override
  public Set<String> mimeTypes() {
    return Set.of("audio/ogg", "audio/opus", "audio/vorbis", "application/ogg");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.empty();
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    String json = metadata.label().toJson();
    boolean labelled =
        OggCopy.write(
            input,
            output,
            (head, first) -> {
              if (head.comments().holdsLabel()) {
                Notes.add(notes, Notes.REPLACED_LABEL);
              }
              return first ? head.comments().labelled(json) : head.comments().withoutLabel();
            });
    if (!labelled) {
      throw new LabelingException(
          Reason.UNSUPPORTED_VARIANT, "no stream of Vorbis, Opus, FLAC or Speex in the Ogg file");
    }
    return new Written(OggFormat.CARRIER, notes, Optional.empty());
  }
}
