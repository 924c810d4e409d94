package io.colophon.provider.remote;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a TCP connection to a plug-in is protected: always with the server's certificate checked.
 *
 * @param ca PEM file with the authorities that may have signed the plug-in's certificate; absent
 *     trusts those of the JDK
 * @param certificate PEM file with our certificate chain, for plug-ins that ask for one; goes with
 *     {@code privateKey}
 * @param privateKey PEM file with our unencrypted PKCS#8 key
 * @param serverName the name that the plug-in's certificate must bear; absent takes the host of the
 *     address
 */
public record RemoteTls(
    Optional<Path> ca,
    Optional<Path> certificate,
    Optional<Path> privateKey,
    Optional<String> serverName) {
  public RemoteTls {
    if (certificate.isPresent() != privateKey.isPresent()) {
      throw new IllegalArgumentException(
          "tls."
              + (certificate.isPresent() ? "private-key" : "certificate")
              + " is missing, expected both or neither of certificate and private-key");
    }
  }
}
