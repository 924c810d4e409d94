package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import io.colophon.labeling.container.FlacBlocks.Block;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * FLAC: the label is a comment of the block of comments; the other comments, all other blocks and
 * the frames are copied as they are. C2PA 2.2 has no place in native FLAC.
 */
final class FlacLabelWriter implements LabelWriter {
  private static final int MAX_BLOCK = 0xFFFFFF;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("audio/flac", "audio/x-flac");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.empty();
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    List<Block> blocks = FlacBlocks.read(input);
    Block last = blocks.get(blocks.size() - 1);
    long sound = last.at() + last.length();
    List<String> notes = new ArrayList<>();
    boolean labelled = false;
    output.copy(input, 0, 4);
    for (int i = 0; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      boolean more = i + 1 < blocks.size();
      if (block.kind() == FlacBlocks.COMMENT) {
        VorbisComment comments = VorbisComment.parse(input.bytes(block.at(), block.length()), 0);
        if (comments.holdsLabel()) {
          Notes.add(notes, Notes.REPLACED_LABEL);
        }
        byte[] kept =
            labelled ? comments.withoutLabel() : comments.labelled(metadata.label().toJson());
        labelled = true;
        block(kept, more, output);
      } else {
        output.write(FlacBlocks.head(block.kind(), block.length(), more || !labelled));
        output.copy(input, block.at(), block.length());
      }
    }
    if (!labelled) {
      block(VorbisComment.empty().labelled(metadata.label().toJson()), false, output);
    }
    output.copy(input, sound, input.size() - sound);
    output.flush();
    return new Written(FlacFormat.CARRIER, notes, Optional.empty());
  }

  private static void block(byte[] comments, boolean more, LabelOutput output)
      throws LabelingException, IOException {
    if (comments.length > MAX_BLOCK) {
      throw new LabelingException(
          Reason.TOO_LARGE,
          "comments of "
              + comments.length
              + " bytes with the label, expected at most "
              + MAX_BLOCK);
    }
    output.write(FlacBlocks.head(FlacBlocks.COMMENT, comments.length, more));
    output.write(comments);
  }
}
