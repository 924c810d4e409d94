package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the tags of one sound, covers and a China label among them, around the coded samples of
 * another. What points at places in the sound is left out, and so is a C2PA store.
 */
public final class SoundTags {
  private static final int ID3V1 = 128;

  private SoundTags() {}

  /**
   * Writes the file.
   *
   * @param from the sound whose tags are carried over
   * @param coded the sound whose samples are; of the same format, without tags that matter
   * @param mimeType {@code audio/mpeg}, {@code audio/flac}, {@code audio/ogg} or {@code audio/mp4}
   * @param to an existing empty file
   * @param notes gets what was dropped
   */
  public static void carry(Path from, Path coded, String mimeType, Path to, List<String> notes)
      throws LabelingException, IOException {
    try (Source tags = Source.open(from);
        Source sound = Source.open(coded);
        FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
      LabelOutput output = new LabelOutput(channel, null);
      switch (mimeType) {
        case "audio/mpeg" -> mp3(tags, sound, output, notes);
        case "audio/flac" -> FlacBlocks.carry(tags, sound, output);
        case "audio/ogg" -> ogg(tags, sound, output);
        case "audio/mp4" -> M4aTags.carry(tags, sound, output, notes);
        default -> throw new IllegalArgumentException("no tags for " + mimeType);
      }
      output.flush();
    }
  }

  private static void mp3(Source tags, Source sound, LabelOutput output, List<String> notes)
      throws IOException {
    mp3Head(tags, output, notes);
    long from = 0;
    for (long at : Mp3Format.tags(sound)) {
      from = at + Id3Tag.lengthAt(sound, at);
    }
    output.copy(sound, from, sound.size() - from);
    mp3Tail(tags, output);
  }

  /** Writes the tags before the sound of an MP3. */
  static void mp3Head(Source tags, LabelOutput output, List<String> notes) throws IOException {
    for (long at : Mp3Format.tags(tags)) {
      Optional<Id3Tag> tag = Id3Tag.read(tags, at);
      Optional<List<Id3Frame>> rest = tag.flatMap(t -> Id3Labels.withoutStore(t, notes));
      if (rest.isPresent()) {
        output.write(Id3Tag.bytes(tag.orElseThrow().version(), rest.get()));
      } else {
        output.copy(tags, at, Id3Tag.lengthAt(tags, at));
      }
    }
  }

  /** Writes the tags behind the sound of an MP3. */
  static void mp3Tail(Source tags, LabelOutput output) throws IOException {
    long tail = mp3Tail(tags);
    output.copy(tags, tail, tags.size() - tail);
  }

  /** Where the tags behind the sound of an MP3 begin. */
  static long mp3Tail(Source tags) throws IOException {
    long tail = Mp3ApeTag.find(tags).map(Mp3ApeTag::at).orElse(tags.size());
    boolean v1 = tail == tags.size() && tags.has(tail - ID3V1, new byte[] {'T', 'A', 'G'});
    return v1 ? tail - ID3V1 : tail;
  }

  private static void ogg(Source tags, Source sound, LabelOutput output)
      throws LabelingException, IOException {
    List<VorbisComment> found = new ArrayList<>();
    OggFormat.heads(
        tags,
        head -> {
          if (head.coding().isSound() && found.isEmpty()) {
            found.add(head.comments());
          }
        });
    VorbisComment comments = found.isEmpty() ? VorbisComment.empty() : found.get(0);
    OggCopy.write(sound, output, (head, first) -> head.comments().with(comments));
  }

  /** Name and length of a box. */
  static byte[] boxHead(long length, String name) {
    return ByteBuffer.allocate(8)
        .putInt((int) length)
        .put(name.getBytes(StandardCharsets.ISO_8859_1))
        .array();
  }
}
