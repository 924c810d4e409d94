package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ogg with Vorbis, Opus, FLAC or Speex: the label is a comment of the first stream of sound. Heads
 * of streams are laid out anew; where that takes another number of pages, those behind are numbered
 * anew. Packets of sound and their times stay. C2PA has no place in Ogg.
 */
final class OggLabelWriter implements LabelWriter {
  private static final int MAX_STREAMS = 64;

  @Override
  public Set<String> mimeTypes() {
    return Set.of("audio/ogg", "audio/opus", "audio/vorbis", "application/ogg");
  }

  @Override
  public Optional<BindingKind> binding() {
    return Optional.empty();
  }

  @Override
  public Written write(Source input, LabelMetadata metadata, int storeBytes, LabelOutput output)
      throws LabelingException, IOException {
    Copy copy = new Copy(input, metadata.label().toJson(), output);
    for (long at = 0; at < input.size(); ) {
      OggPage page = OggPage.read(input, at);
      copy.page(page);
      at = page.end();
    }
    copy.finish();
    return new Written(OggFormat.CARRIER, copy.notes, Optional.empty());
  }

  /** One stream on its way. */
  private static final class Stream {
    private @Nullable OggHead head;
    private final long serial;
    private final long firstSequence;
    private int headPages;
    private long shift;

    Stream(OggHead head, OggPage first) {
      this.head = head.isComplete() ? null : head;
      this.serial = first.serial();
      this.firstSequence = first.sequence();
    }
  }

  private static final class Copy {
    private final Source input;
    private final String json;
    private final LabelOutput output;
    private final List<String> notes = new ArrayList<>();
    private final Map<Long, Stream> streams = new HashMap<>();
    private boolean labelled;
    private long keptFrom;
    private long keptTo;

    Copy(Source input, String json, LabelOutput output) {
      this.input = input;
      this.json = json;
      this.output = output;
    }

    void page(OggPage page) throws LabelingException, IOException {
      if (page.isFirst()) {
        begin(page);
        return;
      }
      Stream stream = streams.get(page.serial());
      OggHead head = stream == null ? null : stream.head;
      if (stream == null || head == null && stream.shift == 0) {
        keep(page);
      } else if (head == null) {
        flushKept();
        output.write(page.renumbered(input, page.sequence() + stream.shift));
      } else {
        head.add(input, page);
        stream.headPages++;
        if (head.isComplete()) {
          flushKept();
          writeHead(stream, head);
          stream.head = null;
        }
      }
    }

    private void begin(OggPage page) throws IOException {
      long open = streams.values().stream().filter(stream -> stream.head != null).count();
      if (open >= OggHead.MAX_OPEN) {
        throw new MalformedMediaException(
            "ogg.streams", "more than " + OggHead.MAX_OPEN + " heads at once");
      }
      // Streams follow each other in a chain; those that have ended are forgotten first.
      if (streams.size() >= MAX_STREAMS) {
        streams.values().removeIf(stream -> stream.head == null && stream.shift == 0);
      }
      if (streams.size() >= MAX_STREAMS) {
        throw new MalformedMediaException("ogg.streams", "more than " + MAX_STREAMS + " streams");
      }
      streams.put(page.serial(), new Stream(OggHead.of(input, page), page));
      keep(page);
    }

    private void writeHead(Stream stream, OggHead head) throws IOException {
      if (head.holdsLabel()) {
        Notes.add(notes, Notes.REPLACED_LABEL);
      }
      boolean first = !labelled && head.coding().isSound();
      labelled |= first;
      List<byte[]> packets = first ? head.labelled(json) : head.withoutLabel();
      int pages = writePackets(packets, stream.serial, stream.firstSequence + 1);
      stream.shift = (long) pages - stream.headPages;
    }

    /** Lays packets out on pages; the answer is how many. */
    private int writePackets(List<byte[]> packets, long serial, long sequence) throws IOException {
      ByteArrayOutputStream lacing = new ByteArrayOutputStream();
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      int pages = 0;
      boolean continued = false;
      boolean ends = false;
      for (byte[] packet : packets) {
        for (int at = 0; at <= packet.length; at += OggPage.MAX_SEGMENTS) {
          if (lacing.size() == OggPage.MAX_SEGMENTS) {
            output.write(
                OggPage.of(
                    continued ? OggPage.CONTINUED : 0,
                    ends ? 0 : -1,
                    serial,
                    sequence + pages++,
                    lacing.toByteArray(),
                    body.toByteArray()));
            lacing.reset();
            body.reset();
            continued = at > 0;
            ends = false;
          }
          int length = Math.min(OggPage.MAX_SEGMENTS, packet.length - at);
          lacing.write(length);
          body.write(packet, at, length);
          ends |= length < OggPage.MAX_SEGMENTS;
        }
      }
      output.write(
          OggPage.of(
              continued ? OggPage.CONTINUED : 0,
              ends ? 0 : -1,
              serial,
              sequence + pages++,
              lacing.toByteArray(),
              body.toByteArray()));
      return pages;
    }

    /** Pages that stay as they are go out together. */
    private void keep(OggPage page) throws IOException {
      if (page.at() != keptTo) {
        flushKept();
        keptFrom = page.at();
      }
      keptTo = page.end();
    }

    private void flushKept() throws IOException {
      output.copy(input, keptFrom, keptTo - keptFrom);
      keptFrom = keptTo;
    }

    void finish() throws LabelingException, IOException {
      flushKept();
      output.flush();
      for (Stream stream : streams.values()) {
        if (stream.head != null) {
          throw new MalformedMediaException("file.truncated", "a stream ends within its head");
        }
      }
      if (!labelled) {
        throw new LabelingException(
            Reason.UNSUPPORTED_VARIANT, "no stream of Vorbis, Opus, FLAC or Speex in the Ogg file");
      }
    }
  }
}
