package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plain text in UTF-8. It has no place for metadata, so what is looked for is the words: both
 * elements of GB 45438-2025 clause 5.1, or the English ones, among the first or the last {@value
 * #WINDOW} characters, or, in a text of up to a megabyte, in a paragraph of their own. A C2PA
 * wrapper at the end is stepped over.
 */
public final class PlainText implements MediaFormat {
  /** The carrier of the words. */
  public static final String CARRIER = "text-suffix";

  private static final int WINDOW = 64;
  private static final int WINDOW_BYTES = WINDOW * 4;
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_LINE = 48;
  private static final Pattern WORDS =
      Pattern.compile(
          "(人工智能|\\bAI)[^\\n]{0,12}(生成|合成)|\\bAI[- ]generated\\b", Pattern.CASE_INSENSITIVE);

  /** The words and nothing else, as a label in the middle of a text stands. */
  private static final Pattern SMALL_WORDS =
      Pattern.compile("((人工智能|AI)(生成|合成))?( · )?(AI[- ]generated)?", Pattern.CASE_INSENSITIVE);

  @Override
  public String mimeType() {
    return "text/plain";
  }

  @Override
  public boolean recognises(byte[] head) {
    for (byte b : head) {
      if ((b & 0xFF) < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1B) {
        return false;
      }
    }
    return head.length > 0 && decode(head, 0, head.length) != null;
  }

  @Override
  public void read(Source file, LabelSink labels) throws IOException {
    int length = (int) Math.min(WINDOW_BYTES, file.size());
    String whole =
        file.size() <= MOST_BYTES
            ? withoutWrapper(window(file.bytes(0, (int) file.size())))
            : window(file.bytes(0, length))
                + "\n"
                + window(file.bytes(file.size() - length, length));
    Matcher last = WORDS.matcher(whole.substring(Math.max(0, whole.length() - WINDOW)));
    Matcher first = WORDS.matcher(whole.substring(0, Math.min(WINDOW, whole.length())));
    if (last.find()) {
      labels.label(CARRIER, last.group());
    } else if (first.find()) {
      labels.label(CARRIER, first.group());
    } else {
      paragraph(whole).ifPresent(words -> labels.label(CARRIER, words));
    }
  }

  private static Optional<String> paragraph(String text) {
    for (int at = 0; at < text.length(); ) {
      int feed = text.indexOf('\n', at);
      int end = feed < 0 ? text.length() : feed;
      if (end - at <= MOST_LINE) {
        String line = text.substring(at, end).strip();
        Matcher words = WORDS.matcher(line);
        if (words.lookingAt() && SMALL_WORDS.matcher(line).matches()) {
          return Optional.of(line);
        }
      }
      at = end + 1;
    }
    return Optional.empty();
  }

  /** The wrapper of C2PA (A.8) is a byte order mark and variation selectors. */
  private static String withoutWrapper(String text) {
    int end = text.length();
    while (end > 0) {
      int c = text.codePointBefore(end);
      boolean wrapper =
          c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
      if (!wrapper) {
        break;
      }
      end -= Character.charCount(c);
    }
    return text.substring(0, end);
  }

  /** Decodes a cut-out that may begin or end inside a character. */
  private static String window(byte[] bytes) throws MalformedMediaException {
    int cut = Math.min(3, bytes.length);
    for (int from = 0; from <= cut; from++) {
      for (int drop = 0; drop <= cut && from + drop <= bytes.length; drop++) {
        String text = decode(bytes, from, bytes.length - from - drop);
        if (text != null) {
          return text;
        }
      }
    }
    throw new MalformedMediaException("text.encoding", "not UTF-8");
  }

  private static @org.jspecify.annotations.Nullable String decode(
      byte[] bytes, int from, int length) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      return decoder.decode(ByteBuffer.wrap(bytes, from, length)).toString();
    } catch (CharacterCodingException e) {
      return length == bytes.length && bytes.length == HEAD_BYTES ? lenientHead(bytes) : null;
    }
  }

  /** A head may be cut inside its last character. */
  private static @org.jspecify.annotations.Nullable String lenientHead(byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    int broken = text.indexOf('\uFFFD');
    return broken < 0 || broken >= text.length() - 3 ? text : null;
  }
}
