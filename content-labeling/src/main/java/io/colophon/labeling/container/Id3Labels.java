package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What frames of an ID3v2 tag say about the origin of a sound. */
final class Id3Labels {
  /** What most readers know; the name that C2PA 2.1 gave it comes second. */
  private static final String STORE_TYPE = "application/x-c2pa-manifest-store";

  private static final Set<String> STORE_TYPES =
      Set.of(
          STORE_TYPE,
          "application/c2pa",
          "application/x-c2pa",
          "application/jumbf",
          "application/x-jumbf");

  private static final byte[] XMP = {'X', 'M', 'P', 0};
  private static final String KEY = "AIGC";

  private Id3Labels() {}

  /** Hands on the labels and stores of a tag. */
  static void read(Id3Tag tag, String textCarrier, String xmpCarrier, LabelSink labels)
      throws IOException {
    for (Id3Frame frame : tag.frames()) {
      Optional<String> label = label(frame);
      if (label.isPresent()) {
        labels.label(textCarrier, label.get());
      }
      Optional<byte[]> xmp = xmp(frame);
      if (xmp.isPresent()) {
        XmpReader.read(xmp.get(), xmpCarrier, labels);
      }
      int store = storeOffset(frame);
      if (store >= 0) {
        if (frame.contentAt() < 0) {
          labels.note("c2pa.unsynchronised", "a C2PA manifest in a tag that changes its bytes");
        } else {
          int length = (int) (frame.at() + frame.body().length - frame.contentAt()) - store;
          Range range = new Range(frame.contentAt() + store, length);
          labels.manifest(StorePlace.of(range, range));
        }
      }
    }
  }

  /** The frames of a tag without labels and stores. */
  static List<Id3Frame> rest(Id3Tag tag, List<String> notes) {
    List<Id3Frame> rest = new ArrayList<>();
    for (Id3Frame frame : tag.frames()) {
      if (label(frame).isPresent()) {
        Notes.add(notes, Notes.REPLACED_LABEL);
      } else if (storeOffset(frame) >= 0) {
        Notes.add(notes, Notes.REMOVED_C2PA);
      } else if (xmp(frame).filter(SoundXmp::holdsLabel).isPresent()) {
        Notes.add(notes, Notes.REPLACED_LABEL);
        SoundXmp.withoutLabel(xmp(frame).orElseThrow())
            .ifPresentOrElse(
                packet ->
                    rest.add(
                        Id3Frame.of(
                            tag.version(),
                            "PRIV",
                            ByteBuffer.allocate(XMP.length + packet.length)
                                .put(XMP)
                                .put(packet)
                                .array())),
                () -> Notes.add(notes, Notes.REPLACED_XMP));
      } else {
        rest.add(frame);
      }
    }
    return rest;
  }

  /** The frames of a tag without its store; empty if it has none. */
  static Optional<List<Id3Frame>> withoutStore(Id3Tag tag, List<String> notes) {
    List<Id3Frame> rest = tag.frames().stream().filter(frame -> storeOffset(frame) < 0).toList();
    if (rest.size() == tag.frames().size()) {
      return Optional.empty();
    }
    Notes.add(notes, Notes.REMOVED_C2PA);
    return Optional.of(rest);
  }

  /** The frame of the label; plain ASCII, so 2.3 does without Unicode. */
  static Id3Frame label(int version, String json) {
    byte[] text = (KEY + '\0' + json).getBytes(StandardCharsets.US_ASCII);
    byte encoding = (byte) (version == 4 ? 3 : 0);
    return Id3Frame.of(
        version, "TXXX", ByteBuffer.allocate(1 + text.length).put(encoding).put(text).array());
  }

  /** What stands before the store in the body of its frame. */
  static byte[] storeHead() {
    return ("\0" + STORE_TYPE + "\0c2pa\0c2pa manifest store\0")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static Optional<String> label(Id3Frame frame) {
    if (!frame.id().equals("TXXX")) {
      return Optional.empty();
    }
    byte[] body = frame.content().orElse(new byte[0]);
    if (body.length < 2) {
      return Optional.empty();
    }
    int end = textEnd(body, 1);
    if (!TextBytes.id3(body[0], body, 1, end).equalsIgnoreCase(KEY)) {
      return Optional.empty();
    }
    int from = Math.min(body.length, end + step(body[0]));
    return Optional.of(TextBytes.id3(body[0], body, from, body.length));
  }

  private static Optional<byte[]> xmp(Id3Frame frame) {
    if (!frame.id().equals("PRIV")) {
      return Optional.empty();
    }
    return frame
        .content()
        .filter(b -> b.length > XMP.length && Arrays.equals(b, 0, XMP.length, XMP, 0, XMP.length))
        .map(b -> Arrays.copyOfRange(b, XMP.length, b.length));
  }

  /** Where a C2PA store begins in the content of a frame; negative if it holds none. */
  private static int storeOffset(Id3Frame frame) {
    if (!frame.id().equals("GEOB")) {
      return -1;
    }
    byte[] body = frame.content().orElse(new byte[0]);
    if (body.length < 2) {
      return -1;
    }
    int typeEnd = 1;
    while (typeEnd < body.length && body[typeEnd] != 0) {
      typeEnd++;
    }
    String type = new String(body, 1, typeEnd - 1, StandardCharsets.ISO_8859_1);
    if (!STORE_TYPES.contains(type)) {
      return -1;
    }
    int nameEnd = Math.min(body.length, textEnd(body, typeEnd + 1) + step(body[0]));
    return Math.min(body.length, textEnd(body, nameEnd) + step(body[0]));
  }

  private static int textEnd(byte[] body, int from) {
    int step = step(body[0]);
    int end = from;
    while (end + step <= body.length && !(body[end] == 0 && body[end + step - 1] == 0)) {
      end += step;
    }
    return Math.min(end, body.length);
  }

  private static int step(int encoding) {
    return encoding == 1 || encoding == 2 ? 2 : 1;
  }
}
