package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Puts coded sounds before and behind the frames of an MP3, which stay as they are: frames of one
 * kind can follow each other where the first of each sound does not reach back for bytes. A summary
 * of the whole goes first, so that players know its length.
 */
public final class Mp3Splice {
  private static final int MAX_FRAMES = 2_000_000;
  private static final int POINTS = 100;

  private Mp3Splice() {}

  /** Frames of one file, without a summary. */
  private record Frames(Source file, long at, long end, List<Long> starts, Mp3Frame kind) {
    long length() {
      return end - at;
    }
  }

  /**
   * Writes tags, sound before, programme, sound behind and the tags behind it.
   *
   * @param around what goes before and behind; coded with the rate and the channels of the
   *     programme
   * @param to an existing empty file
   * @return frames of sound in the programme, or empty if its frames cannot be taken as they are;
   *     then nothing was written
   */
  public static OptionalLong write(
      Path programme, Optional<Path> before, Optional<Path> after, Path to, List<String> notes)
      throws IOException {
    try (Source file = Source.open(programme);
        Source first = Source.open(before.orElse(programme));
        Source last = Source.open(after.orElse(programme))) {
      Optional<Frames> middle = frames(file, SoundTags.mp3Tail(file));
      Optional<Frames> start = before.isEmpty() ? middle : frames(first, first.size());
      Optional<Frames> end = after.isEmpty() ? middle : frames(last, last.size());
      if (middle.isEmpty() || start.isEmpty() || end.isEmpty()) {
        return OptionalLong.empty();
      }
      Mp3Frame kind = middle.get().kind();
      if (!start.get().kind().follows(kind) || !end.get().kind().follows(kind)) {
        return OptionalLong.empty();
      }
      List<Frames> all = new ArrayList<>();
      before.ifPresent(path -> all.add(start.get()));
      all.add(middle.get());
      after.ifPresent(path -> all.add(end.get()));
      try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
        LabelOutput output = new LabelOutput(channel, null);
        SoundTags.mp3Head(file, output, notes);
        output.write(kind.summary(summary(all, kind)));
        for (Frames frames : all) {
          output.copy(frames.file(), frames.at(), frames.length());
        }
        SoundTags.mp3Tail(file, output);
        output.flush();
      }
      return OptionalLong.of((long) middle.get().starts().size() * kind.samples());
    }
  }

  private static Optional<Frames> frames(Source file, long end) throws IOException {
    long at = 0;
    for (long tag : Mp3Format.tags(file)) {
      at = tag + Id3Tag.lengthAt(file, tag);
    }
    long from = at;
    List<Long> starts = new ArrayList<>();
    Mp3Frame kind = null;
    while (at < end) {
      Optional<Mp3Frame> frame = end - at < 4 ? Optional.empty() : Mp3Frame.of(file.bytes(at, 4));
      if (frame.isEmpty()
          || frame.get().length() > end - at
          || starts.size() == MAX_FRAMES
          || kind != null && !frame.get().follows(kind)) {
        return Optional.empty();
      }
      if (starts.isEmpty()) {
        byte[] bytes = file.bytes(at, frame.get().length());
        if (kind == null && frame.get().isSummary(bytes)) {
          kind = frame.get();
          at += frame.get().length();
          from = at;
          continue;
        }
        if (frame.get().reachesBack(bytes)) {
          return Optional.empty();
        }
      }
      kind = frame.get();
      starts.add(at);
      at += frame.get().length();
    }
    return kind == null || starts.isEmpty()
        ? Optional.empty()
        : Optional.of(new Frames(file, from, end, starts, kind));
  }

  /** Name, flags, frames, bytes, and for every hundredth of the time its place in 256ths. */
  private static byte[] summary(List<Frames> all, Mp3Frame kind) {
    int room = 16 + POINTS;
    long head = kind.summary(new byte[room]).length;
    long bytes = head + all.stream().mapToLong(Frames::length).sum();
    int count = all.stream().mapToInt(frames -> frames.starts().size()).sum();
    ByteBuffer summary = ByteBuffer.allocate(room);
    summary.put("Xing".getBytes(StandardCharsets.US_ASCII)).putInt(7);
    summary.putInt(count).putInt((int) Math.min(bytes, 0xFFFFFFFFL));
    for (int point = 0; point < POINTS; point++) {
      long place = head + place(all, (int) ((long) count * point / POINTS));
      summary.put((byte) Math.min(255, place * 256 / bytes));
    }
    return summary.array();
  }

  /** Bytes before a frame of the whole, without the summary. */
  private static long place(List<Frames> all, int index) {
    long before = 0;
    int left = index;
    for (Frames frames : all) {
      if (left < frames.starts().size()) {
        return before + frames.starts().get(left) - frames.at();
      }
      left -= frames.starts().size();
      before += frames.length();
    }
    return before;
  }
}
