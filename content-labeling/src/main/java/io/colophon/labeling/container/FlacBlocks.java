package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The blocks of metadata of a FLAC file (RFC 9639, section 8). */
final class FlacBlocks {
  static final int COMMENT = 4;

  private static final int STREAM_INFO = 0;
  private static final int LAST = 0x80;

  /** About the coding, points into the sound, or about its places. */
  private static final Set<Integer> OF_THE_SOUND = Set.of(STREAM_INFO, 3, 5);

  private FlacBlocks() {}

  /** A block: its kind, and where its data stand. */
  record Block(int kind, long at, int length) {
    long end() {
      return at + length;
    }
  }

  /** All blocks, at least one. */
  static List<Block> read(Source input) throws IOException {
    List<Block> blocks = new ArrayList<>();
    Chunks count = new Chunks();
    long at = 4;
    while (true) {
      count.next();
      int kind = input.u8(at);
      int length = (int) (input.u32be(at) & 0xFFFFFF);
      input.require(at + 4, length);
      blocks.add(new Block(kind & 0x7F, at + 4, length));
      at += 4 + length;
      if ((kind & LAST) != 0) {
        input.require(at, 2);
        return blocks;
      }
    }
  }

  /** The head of a block. */
  static byte[] head(int kind, int length, boolean more) {
    return ByteBuffer.allocate(4).putInt((more ? kind : kind | LAST) << 24 | length).array();
  }

  /** Writes the sound of one file with the metadata of another. */
  static void carry(Source tags, Source sound, LabelOutput output) throws IOException {
    List<Block> coded = read(sound);
    List<Block> kept =
        read(tags).stream().filter(block -> !OF_THE_SOUND.contains(block.kind())).toList();
    Block info = coded.get(0);
    output.copy(sound, 0, 4);
    output.write(head(STREAM_INFO, info.length(), !kept.isEmpty()));
    output.copy(sound, info.at(), info.length());
    for (int i = 0; i < kept.size(); i++) {
      Block block = kept.get(i);
      output.write(head(block.kind(), block.length(), i + 1 < kept.size()));
      output.copy(tags, block.at(), block.length());
    }
    long frames = coded.get(coded.size() - 1).end();
    output.copy(sound, frames, sound.size() - frames);
  }
}
