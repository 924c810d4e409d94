package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** MIDI: the label is the first event of the first track; everything else stays as it is. */
final class MidiLabelWriter implements LabelWriter {
  private static final String TRACK = "MTrk";
  private static final long MOST = 0x7FFFFFFFL;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("audio/midi", "audio/x-midi", "audio/mid", "audio/sp-midi");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.empty();
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    List<String> notes = new ArrayList<>();
    long firstChunk = 8 + input.u32be(4);
    output.copy(input, 0, firstChunk);
    ByteArrayOutputStream label = new ByteArrayOutputStream();
    MidiFile.text(metadata.label().toJson(), label);
    boolean labelled = false;
    Chunks count = new Chunks();
    for (long at = firstChunk; at < input.size(); ) {
      count.next();
      long length = input.u32be(at + 4);
      input.require(at + 8, length);
      if (input.fourcc(at).equals(TRACK)) {
        byte[] start = labelled ? new byte[0] : label.toByteArray();
        labelled = true;
        track(input, at + 8, length, start, output, notes);
      } else {
        output.copy(input, at, 8 + length);
      }
      at += 8 + length;
    }
    if (!labelled) {
      throw new MalformedMediaException("midi.track", "no track in the file");
    }
    output.flush();
    return new Written(MidiFormat.CARRIER, notes, Optional.empty());
  }

  /** A stretch of a track that stays. */
  private record Kept(long at, long length, byte[] before) {}

  private static void track(
      Source input, long at, long length, byte[] start, LabelOutput output, List<String> notes)
      throws IOException {
    List<Kept> kept = new ArrayList<>();
    MidiTrack track = new MidiTrack(input, at, at + length);
    long from = at;
    long eventFrom = at;
    long lost = 0;
    byte[] before = new byte[0];
    while (track.next()) {
      if (MidiFile.isLabel(track)) {
        Notes.add(notes, Notes.REPLACED_LABEL);
        kept.add(new Kept(from, eventFrom - from, before));
        lost += track.delta();
        from = track.nextAt();
        before = new byte[0];
      } else if (lost > 0) {
        // What the label waited for, the event behind it waits for.
        ByteArrayOutputStream wait = new ByteArrayOutputStream();
        MidiFile.quantity(lost + track.delta(), wait);
        before = wait.toByteArray();
        from = track.eventAt();
        lost = 0;
      }
      eventFrom = track.nextAt();
    }
    kept.add(new Kept(from, at + length - from, before));
    long size = start.length;
    for (Kept part : kept) {
      size += part.before().length + part.length();
    }
    if (size > MOST) {
      throw new MalformedMediaException("midi.track", "a track of " + size + " bytes");
    }
    output.write(TRACK.getBytes(StandardCharsets.US_ASCII));
    output.write(ByteBuffer.allocate(4).putInt((int) size).array());
    output.write(start);
    for (Kept part : kept) {
      output.write(part.before());
      output.copy(input, part.at(), part.length());
    }
  }
}
