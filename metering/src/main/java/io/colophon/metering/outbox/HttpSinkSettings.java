package io.colophon.metering.outbox;

import io.colophon.provider.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A receiver of CloudEvents over HTTP.
 *
 * @param url where they are POSTed to
 * @param batched whether a request holds many ({@code application/cloudevents-batch+json}) or one
 *     ({@code application/cloudevents+json})
 * @param authorization the header of that name; empty: none
 * @param timeout for the answer to one request, above 0
 */
public record HttpSinkSettings(
    URI url, boolean batched, Optional<Secret> authorization, Duration timeout) {
  public HttpSinkSettings {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException("timeout is " + timeout + ", expected more than 0");
    }
  }
}
