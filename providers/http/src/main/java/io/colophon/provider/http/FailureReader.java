package io.colophon.provider.http;

import io.colophon.provider.spi.ProviderException;

/** Understands the vendor's way of saying that something went wrong. */
@FunctionalInterface
public interface FailureReader {

  /**
   * The failure behind an answer whose status is not 2xx.
   *
   * @param answer the body is cut after 64 KiB
   */
  ProviderException read(HttpAnswer answer);
}
