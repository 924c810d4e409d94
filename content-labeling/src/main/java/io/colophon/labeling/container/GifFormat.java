package io.colophon.labeling.container;

import io.colophon.labeling.container.GifBlocks.Block;
import java.io.IOException;

/**
 * GIF (specification 89a). The label stands in the XMP packet of an application extension (XMP
 * specification part 3, 1.1.2), a manifest store in another one (C2PA 2.2, A.3.8).
 */
public final class GifFormat implements MediaFormat {
  /** Where we write. */
  public static final String CARRIER = "gif-xmp";

  @Override
  public String mimeType() {
    return "image/gif";
  }

  @Override
  public boolean recognises(byte[] head) {
    return Magic.at(head, 0, "GIF87a") || Magic.at(head, 0, "GIF89a");
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    GifBlocks blocks = new GifBlocks(file);
    for (Block block = blocks.next(); block.kind() != Block.TRAILER; block = blocks.next()) {
      if (block.application().equals(GifBlocks.XMP)) {
        long length = GifBlocks.packetLength(block);
        if (length > XmpReader.MAX_PACKET) {
          labels.broken("xmp.too-large", "packet of " + length + " bytes");
        } else {
          XmpReader.read(file.bytes(block.data(), (int) length), CARRIER, labels);
        }
      } else if (block.application().equals(GifBlocks.C2PA)) {
        labels.note("c2pa.present", "a C2PA manifest store");
        labels.manifest(GifBlocks.store(file, block));
      }
    }
    if (blocks.at() < file.size()) {
      labels.note("file.trailing-data", (file.size() - blocks.at()) + " bytes after the end");
    }
  }
}
