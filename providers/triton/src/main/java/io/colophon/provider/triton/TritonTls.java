package io.colophon.provider.triton;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the connection is protected: always with the server's certificate checked.
 *
 * @param ca PEM file with the authorities that may have signed it; absent trusts those of the JDK
 * @param certificate PEM file with our certificate chain, for servers that ask for one; goes with
 *     {@code privateKey}
 * @param privateKey PEM file with our unencrypted PKCS#8 key
 */
public record TritonTls(Optional<Path> ca, Optional<Path> certificate, Optional<Path> privateKey) {
  public TritonTls {
    if (certificate.isPresent() != privateKey.isPresent()) {
      throw new IllegalArgumentException(
          "tls."
              + (certificate.isPresent() ? "private-key" : "certificate")
              + " is missing, expected both or neither of certificate and private-key");
    }
  }
}
