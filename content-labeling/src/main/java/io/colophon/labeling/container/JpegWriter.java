package io.colophon.labeling.container;

import io.colophon.labeling.container.JpegFormat.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * JPEG: the label in the XMP packet of an APP1 segment, the manifest store in APP11 segments behind
 * it (C2PA 2.2, A.3.1). JFIF and EXIF want to be the first segment, so one of those stays first;
 * from the first scan on, every byte is copied.
 */
final class JpegWriter implements LabelWriter {
  private static final int APP0 = 0xE0;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("image/jpeg", "image/jpg", "image/pjpeg");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.of(BindingKind.DATA);
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws IOException {
    List<String> notes = new ArrayList<>();
    JpegStores stores = new JpegStores();
    List<Segment> segments = segments(input, stores);
    JpegXmp xmp = new JpegXmp(notes);
    PictureSplice first = new PictureSplice();
    PictureSplice rest = new PictureSplice();
    for (Segment segment : segments) {
      if (segment.marker() == JpegFormat.APP11 && stores.isPart(input, segment)) {
        Notes.add(notes, Notes.REMOVED_C2PA);
      } else if (segment.marker() == JpegFormat.APP1) {
        byte[] data = input.bytes(segment.data(), segment.dataLength());
        if (!xmp.take(data)) {
          boolean exif = JpegFormat.startsWith(data, JpegFormat.EXIF_HEAD);
          boolean leads = exif && first.length() == 0 && rest.length() == 0;
          described(segment, data, leads ? first : rest, notes);
        }
      } else if (segment.marker() == APP0 && first.length() == 0 && rest.length() == 0) {
        first.copy(segment.at(), segment.length());
      } else {
        rest.copy(segment.at(), segment.length());
      }
    }
    Segment last = segments.get(segments.size() - 1);
    rest.copy(last.end(), input.size() - last.end());
    PictureSplice file = new PictureSplice();
    file.copy(0, 2);
    file.insert(first);
    xmp.segments(metadata).forEach(file::insert);
    if (storeBytes > 0) {
      file.insert(stores.room(storeBytes));
    }
    file.insert(rest);
    return new Written(JpegFormat.CARRIER, notes, file.write(input, output));
  }

  @Override
  public void fill(FileChannel file, StorePlace place, byte[] store) throws IOException {
    LabelWriter.super.fill(file, place, store);
    for (Range piece : place.pieces().subList(1, place.pieces().size())) {
      ByteBuffer head = ByteBuffer.wrap(store, 0, JpegStores.repeated());
      for (long at = piece.at() - JpegStores.repeated(); head.hasRemaining(); ) {
        at += file.write(head, at);
      }
    }
  }

  /** Every segment up to the header of the first scan, that one included. */
  static List<Segment> segments(Source input, JpegStores stores) throws IOException {
    if (input.u16be(0) != (0xFF00 | JpegFormat.SOI)) {
      throw new MalformedMediaException("jpeg.start", "the first bytes are not those of JPEG");
    }
    List<Segment> segments = new ArrayList<>();
    Chunks count = new Chunks();
    for (long at = 2; ; ) {
      count.next();
      Segment segment = JpegFormat.segment(input, at);
      if (segment.marker() == JpegFormat.EOI) {
        throw new MalformedMediaException("jpeg.frame", "the picture ends before its first scan");
      }
      segments.add(segment);
      if (segment.marker() == JpegFormat.APP11) {
        stores.add(input, segment);
      } else if (segment.marker() == JpegFormat.SOS) {
        JpegFormat.requireEnd(input);
        return segments;
      }
      at = segment.end();
    }
  }

  /** A segment that may hold EXIF with a label. */
  private static void described(
      Segment segment, byte[] data, PictureSplice into, List<String> notes) throws IOException {
    if (JpegFormat.startsWith(data, JpegFormat.EXIF_HEAD)) {
      int from = JpegFormat.EXIF_HEAD.length;
      List<ExifLabels.Patch> patches = ExifLabels.removal(TiffBytes.of(data, from));
      if (!patches.isEmpty()) {
        Notes.add(notes, Notes.REPLACED_LABEL);
        ExifLabels.apply(patches, data, from);
        into.copy(segment.at(), 4);
        into.insert(data);
        return;
      }
    }
    into.copy(segment.at(), segment.length());
  }
}
