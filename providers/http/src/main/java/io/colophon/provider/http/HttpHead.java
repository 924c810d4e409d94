package io.colophon.provider.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/**
 * What stands before the body of an answer.
 *
 * @param status HTTP status
 * @param headers as they came; names in any case
 */
public record HttpHead(int status, HttpHeaders headers) {

  /** Whether the status says that all is well. */
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /** A header's first value; empty when it is missing. */
  public Optional<String> header(CharSequence name) {
    return Optional.ofNullable(headers.get(name));
  }

  /**
   * The media type of the body, in lower case and without parameters; empty when it is not said.
   */
  public String mimeType() {
    String value = headers.get("content-type");
    if (value == null) {
      return "";
    }
    int end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
  }
}
