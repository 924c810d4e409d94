package io.colophon.gateway.assembly;

import io.colophon.gateway.config.GatewayConfig;
import io.colophon.gateway.config.LabelingConfig;
import io.colophon.gateway.config.Pkcs11Config;
import io.colophon.gateway.config.RemoteSignerConfig;
import io.colophon.gateway.config.SigningConfig;
import io.colophon.gateway.config.SigningKeystoreConfig;
import io.colophon.gateway.config.TimestampConfig;
import io.colophon.labeling.Signing;
import io.colophon.labeling.credentials.CredentialSigner;
import io.colophon.labeling.credentials.CredentialsException;
import io.colophon.labeling.credentials.EmbeddedAuthority;
import io.colophon.labeling.credentials.GeneratorInfo;
import io.colophon.labeling.credentials.KeyStores;
import io.colophon.labeling.credentials.RemoteSigner;
import io.colophon.labeling.credentials.SigningCredentials;
import io.colophon.labeling.credentials.StampAuthority;
import io.colophon.labeling.credentials.TimeStampClient;
import io.colophon.labeling.credentials.read.ManifestValidator;
import io.colophon.labeling.credentials.read.TrustAnchors;
import io.colophon.provider.spi.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/** Makes of the {@code signing} section who signs manifests. Read at start. */
public final class Signers {
  private static final String NAME = "Colophon";

  private Signers() {}

  /**
   * Opens the signer.
   *
   * @param directory of the test authority that signs where the operator gave no key
   * @param version of this program
   * @throws IOException if a key, certificate or device is not what it should be; the message is
   *     for the operator and holds no secret
   */
  public static Signing open(GatewayConfig config, Path directory, String version, Clock clock)
      throws IOException {
    SigningConfig signing = config.signing();
    try {
      SigningCredentials credentials =
          new SigningCredentials(
              source(config, directory, clock),
              signing.timestamp().map(stamp -> stamps(stamp, clock)),
              SigningCredentials.Settings.of(new GeneratorInfo(NAME, version)),
              clock,
              UUID::randomUUID);
      return new Signing(
          credentials, new ManifestValidator(TrustAnchors.read(signing.trustAnchors()), clock));
    } catch (CredentialsException unusable) {
      throw new IOException("signing: " + unusable.getMessage(), unusable);
    }
  }

  private static CredentialSigner.Source source(GatewayConfig config, Path directory, Clock clock)
      throws CredentialsException, IOException {
    SigningConfig signing = config.signing();
    if (signing.keystore().isPresent()) {
      SigningKeystoreConfig file = signing.keystore().get();
      return fixed(
          KeyStores.pkcs12(file.file(), file.password().reveal().toCharArray(), file.alias()));
    }
    if (signing.pkcs11().isPresent()) {
      Pkcs11Config device = signing.pkcs11().get();
      return fixed(
          KeyStores.pkcs11(
              device.library(),
              device.slot(),
              device.pin().reveal().toCharArray(),
              device.alias()));
    }
    if (signing.remote().isPresent()) {
      RemoteSignerConfig remote = signing.remote().get();
      return fixed(
          new RemoteSigner(
              new RemoteSigner.Settings(
                  remote.url(), remote.token().map(Secret::reveal), remote.timeout()),
              Files.readString(remote.certificates())));
    }
    return EmbeddedAuthority.open(directory, producer(config), clock, new SecureRandom());
  }

  private static CredentialSigner.Source fixed(CredentialSigner signer) {
    return () -> signer;
  }

  private static String producer(GatewayConfig config) {
    return config.labeling().stream().findFirst().map(LabelingConfig::producer).orElse(NAME);
  }

  private static StampAuthority stamps(TimestampConfig stamp, Clock clock) {
    return new TimeStampClient(
        new TimeStampClient.Settings(stamp.url(), stamp.timeout(), stamp.required()),
        clock,
        new SecureRandom());
  }

  /** Who signs, in one word, for reports: the operator's key or the test authority. */
  public static String kind(SigningConfig signing) {
    Optional<String> given =
        signing
            .keystore()
            .<String>map(any -> "keystore")
            .or(() -> signing.pkcs11().map(any -> "pkcs11"))
            .or(() -> signing.remote().map(any -> "remote"));
    return given.orElse("embedded-test-authority");
  }
}
