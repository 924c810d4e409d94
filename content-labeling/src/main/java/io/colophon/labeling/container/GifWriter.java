package io.colophon.labeling.container;

import io.colophon.labeling.container.GifBlocks.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * GIF, still or animated: label and manifest store in application extensions before the first
 * image. Version 87a knows no extensions, so the file becomes 89a.
 */
final class GifWriter implements LabelWriter {
  private static final int SIGNATURE = 6;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("image/gif");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.of(BindingKind.DATA);
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws IOException {
    List<String> notes = new ArrayList<>();
    PictureXmp xmp = new PictureXmp(notes);
    GifBlocks blocks = new GifBlocks(input);
    PictureSplice before = new PictureSplice();
    PictureSplice after = new PictureSplice();
    boolean drawn = false;
    for (Block block = blocks.next(); block.kind() != Block.TRAILER; block = blocks.next()) {
      if (block.application().equals(GifBlocks.XMP)) {
        xmp.found(input, block.data(), GifBlocks.packetLength(block));
      } else if (block.application().equals(GifBlocks.C2PA)) {
        Notes.add(notes, Notes.REMOVED_C2PA);
      } else {
        drawn |= block.kind() == Block.IMAGE || block.kind() == Block.PLAIN_TEXT;
        // What the first image is drawn with belongs right before it, also where a program put the
        // number of loops between the two.
        boolean later = drawn || block.kind() == Block.GRAPHIC_CONTROL;
        (later ? after : before).copy(block.at(), block.end() - block.at());
      }
    }
    long end = blocks.at() - 1;
    after.copy(end, input.size() - end);
    PictureSplice file = new PictureSplice();
    file.insert("GIF89a".getBytes(StandardCharsets.ISO_8859_1));
    file.copy(SIGNATURE, blocks.first() - SIGNATURE);
    file.insert(before);
    file.insert(GifBlocks.xmp(xmp.labelled(metadata)));
    if (storeBytes > 0) {
      file.insert(GifBlocks.room(storeBytes));
    }
    file.insert(after);
    return new Written(GifFormat.CARRIER, notes, file.write(input, output));
  }
}
