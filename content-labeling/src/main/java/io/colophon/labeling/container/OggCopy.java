package io.colophon.labeling.container;

import io.colophon.labeling.LabelingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies an Ogg file with other comments. Heads of streams are laid out anew; where that takes
 * another number of pages, those behind are numbered anew. Memory: the heads that are open.
 */
final class OggCopy {
  private static final int MAX_STREAMS = 64;

  private final Source input;
  private final Rewriting rewriting;
  private final LabelOutput output;
  private final Map<Long, Stream> streams = new HashMap<>();
  private boolean seen;
  private long keptFrom;
  private long keptTo;

  private OggCopy(Source input, Rewriting rewriting, LabelOutput output) {
    this.input = input;
    this.rewriting = rewriting;
    this.output = output;
  }

  /** Says what the comments of a stream become. */
  @FunctionalInterface
  interface Rewriting {
    /**
     * The block of comments as bytes.
     *
     * @param first whether this is the first stream of sound in the file
     */
    byte[] comments(OggHead head, boolean first) throws LabelingException, IOException;
  }

  /** One stream on its way; the head is there until it is written. */
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

  /** Copies the file; the answer is whether there was a stream of sound. */
  static boolean write(Source input, LabelOutput output, Rewriting rewriting)
      throws LabelingException, IOException {
    OggCopy copy = new OggCopy(input, rewriting, output);
    for (long at = 0; at < input.size(); ) {
      OggPage page = OggPage.read(input, at);
      copy.page(page);
      at = page.end();
    }
    copy.flushKept();
    output.flush();
    for (Stream stream : copy.streams.values()) {
      if (stream.head != null) {
        throw new MalformedMediaException("file.truncated", "a stream ends within its head");
      }
    }
    return copy.seen;
  }

  private void page(OggPage page) throws LabelingException, IOException {
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

  private void writeHead(Stream stream, OggHead head) throws LabelingException, IOException {
    boolean first = !seen && head.coding().isSound();
    seen |= first;
    List<byte[]> packets = head.packets(rewriting.comments(head, first));
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
          writePage(continued, ends, serial, sequence + pages++, lacing, body);
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
    writePage(continued, ends, serial, sequence + pages++, lacing, body);
    return pages;
  }

  /**
   * Writes one page of a head.
   *
   * @param continued whether its first packet began on the page before
   * @param ends whether a packet ends on it; a page on which none does has no granule position
   */
  private void writePage(
      boolean continued,
      boolean ends,
      long serial,
      long sequence,
      ByteArrayOutputStream lacing,
      ByteArrayOutputStream body)
      throws IOException {
    output.write(
        OggPage.of(
            continued ? OggPage.CONTINUED : 0,
            ends ? 0 : -1,
            serial,
            sequence,
            lacing.toByteArray(),
            body.toByteArray()));
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
}
