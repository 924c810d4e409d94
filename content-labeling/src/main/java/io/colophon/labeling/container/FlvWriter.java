package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * FLV. The label stands in the first script {@code onMetaData}, which is put in front where there
 * is none; C2PA has no place for manifests in this format. Places in the list of key frames move
 * along.
 */
final class FlvWriter implements LabelWriter {
  /** Lengths of tags have three bytes. */
  private static final int MAX_SCRIPT = 0xFFFFFF;

  /** So many bytes of scripts that describe the file are held; one of a few hundred is the rule. */
  private static final int MAX_HELD = 32 << 20;

  private static final int MAX_EDITS = 1000;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("video/x-flv", "video/flv");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.empty();
  }

  /** A script in place of a tag; of a new one, {@code next} is {@code at}. */
  private record Edit(long at, long next, FlvMetadata metadata, Optional<String> label) {}

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws IOException {
    if (storeBytes != 0) {
      throw new IllegalArgumentException("no room for a store of " + storeBytes + " bytes");
    }
    List<String> notes = new ArrayList<>();
    List<Edit> edits = edits(input, metadata.label().toJson(), notes);
    long[] grown = grown(edits);
    long length = input.size() + grown[edits.size() - 1];
    long at = 0;
    for (Edit edit : edits) {
      byte[] script =
          edit.metadata().labelled(edit.label(), place -> moved(place, edits, grown), length);
      output.copy(input, at, edit.at() - at);
      output.write(tag(input, edit, script));
      at = edit.next();
    }
    output.copy(input, at, input.size() - at);
    output.flush();
    return new Written(FlvFormat.CARRIER, notes, Optional.empty());
  }

  /** By how much the file has grown behind each edit; the values of numbers do not matter. */
  private static long[] grown(List<Edit> edits) throws MalformedMediaException {
    long[] grown = new long[edits.size()];
    long total = 0;
    for (int i = 0; i < grown.length; i++) {
      Edit edit = edits.get(i);
      int script = edit.metadata().labelled(edit.label(), place -> place, 0).length;
      total += FlvTag.HEADER + script + FlvTag.TRAILER - (edit.next() - edit.at());
      grown[i] = total;
    }
    return grown;
  }

  private static long moved(long place, List<Edit> edits, long[] grown) {
    int low = 0;
    for (int high = grown.length; low < high; ) {
      int middle = (low + high) >>> 1;
      if (edits.get(middle).next() <= place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? place : place + grown[low - 1];
  }

  private static byte[] tag(Source file, Edit edit, byte[] script) throws IOException {
    if (script.length > MAX_SCRIPT) {
      throw new MalformedMediaException("flv.script", "no room for a label in onMetaData");
    }
    ByteBuffer tag = ByteBuffer.allocate(FlvTag.HEADER + script.length + FlvTag.TRAILER);
    tag.putInt(FlvTag.SCRIPT << 24 | script.length);
    // Its time stays.
    tag.put(edit.next() > edit.at() ? file.bytes(edit.at() + 4, FlvTag.HEADER - 4) : new byte[7]);
    return tag.put(script).putInt(FlvTag.HEADER + script.length).array();
  }

  private static List<Edit> edits(Source file, String json, List<String> notes) throws IOException {
    if (!new FlvFormat().recognises(file.head(MediaFormat.HEAD_BYTES))) {
      throw new MalformedMediaException("flv.header", "the first bytes are not those of FLV");
    }
    List<Edit> edits = new ArrayList<>();
    boolean placed = false;
    long held = 0;
    int tags = 0;
    long first = FlvTag.first(file);
    for (long at = first; at < file.size(); ) {
      FlvTag.requireTags(++tags);
      FlvTag tag = FlvTag.at(file, at);
      long next = tag.next(file);
      if (tag.type() == FlvTag.SCRIPT) {
        byte[] script = file.bytes(tag.data(), (int) (tag.end() - tag.data()));
        FlvMetadata found = FlvMetadata.of(script).orElse(null);
        if (found != null && (!placed || found.hasLabel())) {
          if (found.hasLabel()) {
            Notes.add(notes, Notes.REPLACED_LABEL);
          }
          held += script.length;
          if (held > MAX_HELD || edits.size() == MAX_EDITS) {
            throw new MalformedMediaException(
                "flv.script",
                "more than " + MAX_EDITS + " scripts or " + MAX_HELD + " bytes of onMetaData");
          }
          edits.add(new Edit(at, next, found, placed ? Optional.empty() : Optional.of(json)));
          placed = true;
        }
      }
      at = next;
    }
    if (!placed) {
      edits.add(new Edit(first, first, FlvMetadata.empty(), Optional.of(json)));
    }
    return edits;
  }
}
