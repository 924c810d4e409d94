package io.colophon.gateway.http;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.standing.HeaderDialect;
import org.jspecify.annotations.Nullable;

/** How a dialect tells that something failed. Stateless and thread-safe. */
public interface ErrorDialect {

  /**
   * The body of a failed answer, as JSON.
   *
   * @param status the HTTP status that goes with it, see {@link HttpStatuses}
   * @param requestId the caller's id of the request
   */
  byte[] error(Refusal refusal, int status, String requestId);

  /** In which headers the dialect's SDKs read how far limits are used. */
  default HeaderDialect limitHeaders() {
    return HeaderDialect.OPENAI;
  }

  /**
   * What is written last when an answer breaks off after it began, for instance an SSE event of an
   * error; null to cut the connection, so that the caller cannot take the answer for whole.
   */
  default byte @Nullable [] breakOff(Refusal refusal, int status, String requestId) {
    return null;
  }
}
