package io.colophon.gateway.config;

import io.colophon.gateway.config.yaml.FileProblem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that there is one signer, that its files open, and that addresses are of a kind we ask.
 */
final class SigningChecks {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private final CrossCheck check;

  private SigningChecks(CrossCheck check) {
    this.check = check;
  }

  static void run(CrossCheck check) {
    SigningChecks checks = new SigningChecks(check);
    check.bound().each(SigningConfig.class, checks::signing);
    check.bound().each(SigningKeystoreConfig.class, checks::keystore);
    check
        .bound()
        .each(
            Pkcs11Config.class, (path, device) -> checks.file(path + ".library", device.library()));
    check.bound().each(RemoteSignerConfig.class, checks::remote);
    check
        .bound()
        .each(
            TimestampConfig.class,
            (path, stamp) -> checks.address(path + ".url", stamp.url(), false));
  }

  private void signing(String path, SigningConfig signing) {
    List<String> given = new ArrayList<>();
    signing.keystore().ifPresent(any -> given.add("keystore"));
    signing.pkcs11().ifPresent(any -> given.add("pkcs11"));
    signing.remote().ifPresent(any -> given.add("remote"));
    if (given.size() > 1) {
      check.refuse(
          path + "." + given.get(1),
          String.join(" and ", given) + " are given, expected one key to sign with");
    }
    for (int i = 0; i < signing.trustAnchors().size(); i++) {
      certificates(path + ".trust-anchors[" + i + "]", signing.trustAnchors().get(i));
    }
    if (signing.hasKey() && signing.timestamp().isEmpty()) {
      check.warn(
          path,
          "no timestamp: signatures end with their certificate, and the EU's Code of Practice wants"
              + " them stamped");
    }
  }

  private void keystore(String path, SigningKeystoreConfig keystore) {
    Path file = keystore.file();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, keystore.password().reveal().toCharArray());
      alias(path, store, keystore.alias());
    } catch (IOException unreadable) {
      boolean locked = unreadable.getCause() instanceof GeneralSecurityException;
      check.refuse(
          locked ? path + ".password" : path + ".file",
          "file "
              + file
              + (locked
                  ? " does not open with this password"
                  : " cannot be read as PKCS#12: " + FileProblem.of(unreadable)));
    } catch (GeneralSecurityException damaged) {
      check.refuse(path + ".file", "file " + file + ": expected PKCS#12");
    }
  }

  private void alias(String path, KeyStore store, Optional<String> wanted)
      throws GeneralSecurityException {
    List<String> keys = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        keys.add(alias);
      }
    }
    if (wanted.isEmpty() && keys.size() != 1) {
      check.refuse(
          path + ".file",
          keys.isEmpty()
              ? "holds no private key"
              : "holds several keys, expected alias to name one");
    } else if (wanted.isPresent() && keys.stream().noneMatch(wanted.get()::equalsIgnoreCase)) {
      check.refuse(
          path + ".alias",
          "value \"" + wanted.get() + "\": expected one of " + String.join(", ", keys));
    }
  }

  private void remote(String path, RemoteSignerConfig remote) {
    address(path + ".url", remote.url(), true);
    certificates(path + ".certificates", remote.certificates());
  }

  private void address(String path, URI url, boolean secret) {
    String scheme = url.getScheme() == null ? "" : url.getScheme();
    boolean here = url.getHost() != null && LOOPBACK.contains(url.getHost());
    boolean fits = scheme.equals("https") || (scheme.equals("http") && (!secret || here));
    if (!fits || url.getHost() == null) {
      check.refuse(
          path,
          "value \""
              + url
              + "\": expected an address that begins with https://"
              + (secret ? ", or with http:// on this machine" : " or http://"));
    }
  }

  private void file(String path, Path file) {
    if (!Files.isReadable(file)) {
      check.refuse(path, "file " + file + " cannot be read");
    }
  }

  private void certificates(String path, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty()) {
        check.refuse(path, "file " + file + ": expected certificates in PEM");
      }
    } catch (IOException unreadable) {
      check.refuse(path, "file " + file + " cannot be read: " + FileProblem.of(unreadable));
    } catch (GeneralSecurityException damaged) {
      check.refuse(path, "file " + file + ": expected certificates in PEM");
    }
  }
}
