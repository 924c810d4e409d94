package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whose key signs manifests (C2PA). Absent: a test authority that is made at the first start in the
 * data directory; what it signs is intact for everybody and trusted by nobody.
 */
public record SigningConfig(
    @About("Key and certificates in a file; at most one of keystore, pkcs11 and remote.")
        Optional<SigningKeystoreConfig> keystore,
    @About("Key in a device or service that speaks PKCS#11.") Optional<Pkcs11Config> pkcs11,
    @About("Key on another machine that signs over HTTP.") Optional<RemoteSignerConfig> remote,
    @About("Who stamps signatures with the time; absent: nobody.")
        Optional<TimestampConfig> timestamp,
    @About("PEM files with the authorities whose signatures verification trusts; empty: none.")
        List<Path> trustAnchors) {

  public SigningConfig {
    trustAnchors = List.copyOf(trustAnchors);
  }

  /** Whether the operator gave a key. */
  public boolean hasKey() {
    return keystore.isPresent() || pkcs11.isPresent() || remote.isPresent();
  }
}
