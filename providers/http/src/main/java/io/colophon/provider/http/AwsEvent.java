package io.colophon.provider.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One message of an AWS event stream.
 *
 * @param headers by name: a Boolean, Byte, Short, Integer, Long, {@code byte[]}, String, {@link
 *     java.time.Instant} or {@link java.util.UUID}
 * @param payload the receiver may keep it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record AwsEvent(Map<String, Object> headers, byte[] payload) {
  public AwsEvent {
    headers = Map.copyOf(headers);
  }

  /** A header's text, for instance of {@code :event-type}; empty when it is missing. */
  public String header(String name) {
    Object value = headers.get(name);
    return value == null ? "" : value.toString();
  }

  /** The payload as UTF-8. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }
}
