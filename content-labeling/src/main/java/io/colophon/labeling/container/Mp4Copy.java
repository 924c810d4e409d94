package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.LabelWriter.Written;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One labelled copy of an MP4. Boxes are copied in their order; those that name places or bear
 * labels are edited in memory. Only they are held: the movie box, one fragment header at a time.
 */
final class Mp4Copy {
  private static final int MAX_EDITED = 64 << 20;
  private static final byte[] QUICK_TIME = {
    0, 0, 0, 20, 'f', 't', 'y', 'p', 'q', 't', ' ', ' ', 0, 0, 2, 0, 'q', 't', ' ', ' '
  };

  private final Source file;
  private final Edit edit;
  private final int storeBytes;
  private final LabelOutput output;
  private final List<String> notes = new ArrayList<>();
  private final List<Mp4Box> kept = new ArrayList<>();

  /** Content of boxes whose length changes, by their place in {@link #kept}. */
  private final Map<Integer, byte[]> edited = new HashMap<>();

  private int type = -1;
  private int movie = -1;
  private @Nullable Mp4Tree tree;

  /** Changes what a movie box says about the film. */
  interface Edit {
    void apply(Mp4Tree movie, List<String> notes) throws IOException;
  }

  Mp4Copy(Source file, String json, int storeBytes, LabelOutput output) {
    this(file, (movie, notes) -> Mp4LabelEdit.apply(movie, json, notes), storeBytes, output);
  }

  Mp4Copy(Source file, Edit edit, int storeBytes, LabelOutput output) {
    this.file = file;
    this.edit = edit;
    this.storeBytes = storeBytes;
    this.output = output;
  }

  Written write() throws LabelingException, IOException {
    scan();
    Mp4Tree tree = Mp4Tree.parse(content(kept.get(movie)));
    this.tree = tree;
    requireHere(tree);
    edit.apply(tree, notes);
    Mp4Moves moves = moves();
    while (Mp4Offsets.widen(tree, moves)) {
      moves = moves();
    }
    requireRigidFragments(moves);
    Mp4Offsets.move(tree, moves);
    for (Mp4Tree meta : tree.all("meta")) {
      moveItems(meta, moves);
    }
    Optional<StorePlace> place = type < 0 ? begin() : Optional.empty();
    for (int i = 0; i < kept.size(); i++) {
      copy(i, moves);
      if (i == type) {
        place = store();
      }
    }
    output.flush();
    return new Written(Mp4Format.CARRIER, notes, place);
  }

  private void scan() throws LabelingException, IOException {
    Chunks count = new Chunks();
    for (long at = 0; at < file.size(); ) {
      count.next();
      Mp4Box box = Mp4Box.at(file, at, file.size());
      at = box.end();
      if (Mp4Store.is(file, box)) {
        Notes.add(notes, Notes.REMOVED_C2PA);
        continue;
      }
      kept.add(box);
      int last = kept.size() - 1;
      switch (box.type()) {
        case "ftyp" -> type = type < 0 ? last : type;
        case "moov" -> {
          if (movie >= 0) {
            throw new MalformedMediaException("mp4.moov", "two moov boxes");
          }
          movie = last;
        }
        case "uuid" -> packet(last, box);
        case "meta" -> list(last, box);
        default -> {}
      }
    }
    if (movie < 0) {
      throw new MalformedMediaException("mp4.moov", "no moov box");
    }
  }

  private void packet(int index, Mp4Box box) throws IOException {
    long length = box.end() - box.data() - Mp4Xmp.UUID.length;
    if (file.has(box.data(), Mp4Xmp.UUID) && length >= 0 && length <= XmpReader.MAX_PACKET) {
      Mp4Xmp xmp = Mp4Xmp.of(file.bytes(box.data() + Mp4Xmp.UUID.length, (int) length));
      if (xmp.removeLabels(notes)) {
        byte[] packet = xmp.bytes();
        ByteBuffer content = ByteBuffer.allocate(Mp4Xmp.UUID.length + packet.length);
        edited.put(index, content.put(Mp4Xmp.UUID).put(packet).array());
      }
    }
  }

  private void list(int index, Mp4Box box) throws LabelingException, IOException {
    Mp4Meta meta = Mp4Meta.of(ByteBuffer.wrap(content(box)));
    if (meta.removeLabels()) {
      Notes.add(notes, Notes.REPLACED_LABEL);
      edited.put(index, meta.bytes());
    }
  }

  /** Media in other files would be looked for at places that we cannot see. */
  private static void requireHere(Mp4Tree tree) throws LabelingException {
    if (!tree.all("cmov").isEmpty()) {
      throw new LabelingException(
          Reason.UNSUPPORTED_VARIANT, "a compressed movie box, expected a plain one");
    }
    for (Mp4Tree list : tree.all("dref")) {
      ByteBuffer content = list.content();
      for (int at = 8; at + 12 <= content.capacity(); ) {
        int size = content.getInt(at);
        if ((content.getInt(at + 8) & 1) == 0) {
          throw new LabelingException(
              Reason.UNSUPPORTED_VARIANT, "samples in another file, expected all in this one");
        }
        at = size < 12 || size > content.capacity() - at ? content.capacity() : at + size;
      }
    }
  }

  private void requireRigidFragments(Mp4Moves moves) throws LabelingException, IOException {
    Mp4Box fragment = null;
    for (Mp4Box box : kept) {
      if (box.type().equals("moof")) {
        fragment = box;
      } else if (box.type().equals("mdat") && fragment != null) {
        Mp4Fragments.requireRigid(
            fragment, moves.of(fragment.at()) - fragment.at(), box, moves.of(box.at()) - box.at());
      }
    }
  }

  private long inserted() {
    long box = storeBytes == 0 ? 0 : Mp4Store.HEADER + (long) storeBytes;
    return box + (type < 0 && storeBytes > 0 ? QUICK_TIME.length : 0);
  }

  private long length(int index) {
    if (index == movie) {
      return 8 + Objects.requireNonNull(tree).size();
    }
    byte[] content = edited.get(index);
    Mp4Box box = kept.get(index);
    return content == null ? box.end() - box.at() : 8L + content.length;
  }

  private Mp4Moves moves() {
    int boxes = kept.size();
    long[] from = new long[boxes];
    long[] end = new long[boxes];
    long[] to = new long[boxes];
    long place = type < 0 ? inserted() : 0;
    for (int i = 0; i < boxes; i++) {
      from[i] = kept.get(i).at();
      end[i] = kept.get(i).end();
      to[i] = place;
      place += length(i) + (i == type ? inserted() : 0);
    }
    return new Mp4Moves(from, end, to, file.size(), place);
  }

  private void copy(int index, Mp4Moves moves) throws LabelingException, IOException {
    Mp4Box box = kept.get(index);
    byte[] content = edited.get(index);
    switch (box.type()) {
      case "ftyp" -> {
        output.copyUnbound(file, box.at(), box.end() - box.at());
        return;
      }
      case "moov" -> content = Objects.requireNonNull(tree).bytes();
      case "moof" -> {
        content = content(box);
        Mp4Fragments.moveFragment(ByteBuffer.wrap(content), moves);
      }
      case "sidx" -> {
        content = content(box);
        Mp4Fragments.moveIndex(ByteBuffer.wrap(content), box.end(), moves);
      }
      case "meta" -> {
        Mp4Tree list = Mp4Tree.leaf("meta", content == null ? content(box) : content);
        moveItems(list, moves);
        content = list.bytes();
      }
      case "mfra" -> {
        content = content(box);
        Mp4Fragments.moveTable(ByteBuffer.wrap(content), moves);
        output.copyUnbound(file, box.at(), box.data() - box.at());
        output.writeUnbound(content);
        return;
      }
      default -> {}
    }
    output.bindPosition();
    if (content == null) {
      plain(box);
    } else if (content.length == box.end() - box.data()) {
      output.copy(file, box.at(), box.data() - box.at());
      output.write(content);
    } else {
      output.write(header(box.type(), 8L + content.length));
      output.write(content);
    }
  }

  /** A box that runs to the end of the file gets its length, which fewer readers misread. */
  private void plain(Mp4Box box) throws IOException {
    long length = box.end() - box.at();
    if (file.u32be(box.at()) == 0 && length <= 0xFFFFFFFFL) {
      output.write(header(box.type(), length));
      output.copy(file, box.data(), box.end() - box.data());
    } else {
      output.copy(file, box.at(), length);
    }
  }

  private static byte[] header(String type, long length) {
    return ByteBuffer.allocate(8)
        .putInt((int) length)
        .put(type.getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }

  private static void moveItems(Mp4Tree meta, Mp4Moves moves)
      throws LabelingException, MalformedMediaException {
    for (Mp4Tree box : Mp4Meta.of(meta.content()).others()) {
      if (box.type().equals("iloc")) {
        Mp4Items.move(box.content(), moves);
      }
    }
  }

  /** What stands before everything else where the file has no type of its own. */
  private Optional<StorePlace> begin() throws IOException {
    if (storeBytes > 0) {
      output.writeUnbound(QUICK_TIME);
    }
    return store();
  }

  private Optional<StorePlace> store() throws IOException {
    return storeBytes == 0 ? Optional.empty() : Optional.of(Mp4Store.write(storeBytes, output));
  }

  private byte[] content(Mp4Box box) throws LabelingException, IOException {
    long length = box.end() - box.data();
    if (length > MAX_EDITED) {
      throw new LabelingException(
          Reason.TOO_LARGE,
          box.type() + " box of " + length + " bytes, expected at most " + MAX_EDITED);
    }
    return file.bytes(box.data(), (int) length);
  }
}
