package io.colophon.provider.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request as it came to an {@link HttpDouble}.
 *
 * @param method for instance {@code POST}
 * @param target path and query, undecoded
 * @param headers names in lower case; of repeated ones the last
 * @param body the bytes, without transfer coding
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Request(String method, String target, Map<String, String> headers, byte[] body) {
  public Request {
    headers = Map.copyOf(headers);
  }

  /** The target without its query. */
  public String path() {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  /** What follows the question mark, undecoded; empty when there is none. */
  public String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  /** A header by its name in lower case; empty when it is missing. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
