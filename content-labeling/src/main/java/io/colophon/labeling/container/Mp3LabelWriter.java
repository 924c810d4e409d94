package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * MP3: the label and the store are frames of the first ID3v2 tag, whose other frames stay, in the
 * version it has; 2.2 becomes 2.3, and a file without a tag gets 2.4. Frames of sound and the tags
 * behind them are copied as they are.
 */
final class Mp3LabelWriter implements LabelWriter {
  /** So far behind the tags a frame of sound must begin. */
  private static final int SEARCH = 1 << 16;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("audio/mpeg", "audio/mp3", "audio/x-mp3", "audio/x-mpeg", "audio/mpeg3");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.of(BindingKind.DATA);
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    List<Long> tags = Mp3Format.tags(input);
    long soundAt = 0;
    List<Id3Tag> read = new ArrayList<>();
    for (long at : tags) {
      read.add(tag(input, at));
      soundAt = at + Id3Tag.lengthAt(input, at);
    }
    requireSound(input, soundAt);
    int version = read.isEmpty() ? 4 : read.get(0).version();
    List<Id3Frame> frames = new ArrayList<>();
    if (!read.isEmpty()) {
      frames.addAll(rest(read.get(0), notes));
    }
    frames.add(Id3Labels.label(version, metadata.label().toJson()));
    Optional<StorePlace> place = write(version, frames, storeBytes, output);
    for (Id3Tag tag : read.subList(Math.min(1, read.size()), read.size())) {
      write(tag.version(), rest(tag, notes), 0, output);
    }
    copySound(input, soundAt, output, notes);
    output.flush();
    return new Written(Mp3Format.CARRIER, notes, place);
  }

  private static Id3Tag tag(Source input, long at) throws LabelingException, IOException {
    Optional<Id3Tag> tag = Id3Tag.read(input, at);
    if (tag.isPresent()) {
      return tag.get();
    }
    throw new LabelingException(
        Reason.UNSUPPORTED_VARIANT,
        "ID3v2."
            + input.u8(at + 3)
            + " tag of "
            + Id3Tag.lengthAt(input, at)
            + " bytes, expected version 2.2 to 2.4 and at most "
            + Id3Tag.MAX_TAG);
  }

  private static List<Id3Frame> rest(Id3Tag tag, List<String> notes) {
    if (tag.lost()) {
      Notes.add(notes, Notes.DROPPED_TAGS);
    }
    return Id3Labels.rest(tag, notes);
  }

  /** Writes a tag, with room for a store in its last frame. */
  private static Optional<StorePlace> write(
      int version, List<Id3Frame> frames, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    byte[] storeHead = Id3Labels.storeHead();
    long length = frames.stream().mapToLong(Id3Frame::length).sum();
    if (storeBytes > 0) {
      length += Id3Tag.HEADER + storeHead.length + (long) storeBytes;
    }
    if (length > Id3Tag.MAX_TAG) {
      throw new LabelingException(
          Reason.TOO_LARGE,
          "ID3 tag of " + length + " bytes with the label, expected at most " + Id3Tag.MAX_TAG);
    }
    output.write(Id3Tag.head(version, length));
    for (Id3Frame frame : frames) {
      output.write(Id3Tag.head(frame, frame.body().length));
      output.write(frame.body());
    }
    if (storeBytes == 0) {
      return Optional.empty();
    }
    Id3Frame geob = Id3Frame.of(version, "GEOB", storeHead);
    output.write(Id3Tag.head(geob, storeHead.length + storeBytes));
    output.write(storeHead);
    // Readers of C2PA take the frame's head for bound content: only the store itself is left out.
    Range store = new Range(output.position(), storeBytes);
    output.writeUnbound(new byte[storeBytes]);
    return Optional.of(StorePlace.of(store, store));
  }

  private static void requireSound(Source input, long from) throws IOException {
    byte[] start = input.bytes(from, (int) Math.min(SEARCH, input.size() - from));
    for (int i = 0; i + 4 <= start.length; i++) {
      if (Mp3Format.isFrame(start, i)) {
        return;
      }
    }
    throw new MalformedMediaException("mp3.no-sound", "no frame of MPEG audio layer III");
  }

  private static void copySound(Source input, long from, LabelOutput output, List<String> notes)
      throws IOException {
    Optional<Mp3ApeTag> ape =
        Mp3ApeTag.find(input).filter(tag -> tag.holdsLabel() && tag.at() >= from);
    if (ape.isEmpty()) {
      output.copy(input, from, input.size() - from);
      return;
    }
    Notes.add(notes, Notes.REPLACED_LABEL);
    output.copy(input, from, ape.get().at() - from);
    output.write(ape.get().withoutLabel());
    output.copy(input, ape.get().end(), input.size() - ape.get().end());
  }
}
