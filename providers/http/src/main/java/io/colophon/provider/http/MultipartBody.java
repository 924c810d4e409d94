package io.colophon.provider.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A {@code multipart/form-data} body (RFC 7578), put together without copying files. Not
 * thread-safe.
 */
public final class MultipartBody {
  private static final Pattern BOUNDARY = Pattern.compile("[0-9A-Za-z'()+_,./:=?-]{1,70}");
  private static final Pattern TYPE = Pattern.compile("[0-9A-Za-z!#$&^_.+/;= -]+");

  private final String boundary;
  private final List<ByteBuffer> pieces = new ArrayList<>();
  private final StringBuilder pending = new StringBuilder();

  private MultipartBody(String boundary) {
    this.boundary = boundary;
  }

  /**
   * An empty form.
   *
   * @param boundary what stands in none of the parts: random, 1 to 70 characters of RFC 2046
   * @throws IllegalArgumentException if it cannot be a boundary
   */
  public static MultipartBody of(String boundary) {
    if (!BOUNDARY.matcher(boundary).matches()) {
      throw new IllegalArgumentException(
          "a boundary of " + boundary.length() + " characters: expected 1 to 70 of RFC 2046");
    }
    return new MultipartBody(boundary);
  }

  /** Adds a field of text. */
  public MultipartBody text(String name, String value) {
    begin(name);
    pending.append("\r\n\r\n").append(value).append("\r\n");
    return this;
  }

  /** Adds a file; its bytes are read when the body is sent. */
  public MultipartBody file(String name, String fileName, String mimeType, ByteBuffer bytes) {
    if (!TYPE.matcher(mimeType).matches()) {
      throw new IllegalArgumentException("a file of type \"" + mimeType + "\": no media type");
    }
    begin(name);
    pending.append("; filename=\"").append(escaped(fileName)).append("\"\r\ncontent-type: ");
    pending.append(mimeType).append("\r\n\r\n");
    flush();
    pieces.add(bytes.duplicate());
    pending.append("\r\n");
    return this;
  }

  private void begin(String name) {
    pending.append("--").append(boundary);
    pending.append("\r\ncontent-disposition: form-data; name=\"").append(escaped(name)).append('"');
  }

  // As browsers do it: WHATWG HTML, section 4.10.21.8.
  private static String escaped(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private void flush() {
    pieces.add(ByteBuffer.wrap(pending.toString().getBytes(StandardCharsets.UTF_8)));
    pending.setLength(0);
  }

  /** Ends the form and makes it the body of a call. */
  public HttpCall of(HttpCall call) {
    pending.append("--").append(boundary).append("--\r\n");
    flush();
    return call.body(
        "multipart/form-data; boundary=\"" + boundary + "\"", pieces.toArray(new ByteBuffer[0]));
  }
}
