package io.colophon.labeling.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plain text in UTF-8. It has no place for metadata, so what is looked for is the words: both
 * elements of GB 45438-2025 clause 5.1, or the English ones, among the first or the last {@value
 * #WINDOW} characters.
 */
public final class PlainText implements MediaFormat {
  /** The carrier of the words. */
  public static final String CARRIER = "text-suffix";

  private static final int WINDOW = 64;
  private static final int WINDOW_BYTES = WINDOW * 4;
  private static final Pattern WORDS =
      Pattern.compile(
          "(人工智能|\\bAI)[^\\n]{0,12}(生成|合成)|\\bAI[- ]generated\\b", Pattern.CASE_INSENSITIVE);

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
    String start = window(file.bytes(0, length));
    String end = window(file.bytes(file.size() - length, length));
    Matcher first = WORDS.matcher(start.substring(0, Math.min(WINDOW, start.length())));
    Matcher last = WORDS.matcher(end.substring(Math.max(0, end.length() - WINDOW)));
    if (last.find()) {
      labels.label(CARRIER, last.group());
    } else if (first.find()) {
      labels.label(CARRIER, first.group());
    }
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
