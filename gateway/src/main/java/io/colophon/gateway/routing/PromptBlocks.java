package io.colophon.gateway.routing;

import io.colophon.gateway.routing.policy.PrefixBlocks;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts a prompt into blocks: all its messages one behind the other, roles among them, as a model
 * server reads them, so that two prompts share a block only if they are the same up to its end.
 */
final class PromptBlocks {
  /** What is beyond this is not told apart; 4 characters are about a token of English. */
  private static final int MOST_CHARACTERS = 1 << 20;

  /** Of media, the length and this many bytes at the beginning stand for the whole. */
  private static final int MEDIA_BYTES = 1024;

  private final int blockCharacters;
  private long[] hashes = new long[16];
  private int blocks;
  private int within;
  private int left = MOST_CHARACTERS;
  private long hash = 1;

  private PromptBlocks(int blockCharacters) {
    this.blockCharacters = blockCharacters;
  }

  /**
   * @param blockCharacters above 0
   */
  static PrefixBlocks of(Prompt prompt, int blockCharacters) {
    PromptBlocks cut = new PromptBlocks(blockCharacters);
    for (Message message : prompt.messages()) {
      cut.add(message.role().name());
      for (Part part : message.parts()) {
        cut.add(part);
      }
    }
    return PrefixBlocks.of(Arrays.copyOf(cut.hashes, cut.blocks));
  }

  private void add(Part part) {
    if (part instanceof Part.Text text) {
      add(text.text());
    } else if (part instanceof Part.ToolCall call) {
      add(call.name());
      add(call.argumentsJson());
    } else if (part instanceof Part.ToolResult result) {
      add(result.contentJson());
    } else if (part instanceof Part.Media media) {
      add(media.mimeType());
      ByteBuffer bytes = media.bytes();
      hash = StableHash.finished(hash ^ bytes.remaining());
      int most = Math.min(bytes.remaining(), MEDIA_BYTES);
      for (int i = 0; i < most; i++) {
        hash = hash * 31 + bytes.get(bytes.position() + i);
      }
    } else {
      add(part.toString());
    }
  }

  private void add(String text) {
    int at = 0;
    int end = Math.min(text.length(), left);
    left -= end;
    while (at < end) {
      int next = Math.min(end, at + blockCharacters - within);
      hash = StableHash.add(hash, text, at, next);
      within += next - at;
      at = next;
      if (within == blockCharacters) {
        block();
      }
    }
  }

  private void block() {
    within = 0;
    if (blocks == hashes.length) {
      hashes = Arrays.copyOf(hashes, blocks * 2);
    }
    hash = StableHash.finished(hash);
    hashes[blocks++] = hash;
  }
}
