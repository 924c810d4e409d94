package io.colophon.labeling.credentials;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signing keys in files of the form PKCS#12 and in tokens behind PKCS#11: smart cards, security
 * modules, SoftHSM. Read once; the certificates are checked by {@link CertificateProfile}.
 */
public final class KeyStores {
  private KeyStores() {}

  /**
   * A key out of a PKCS#12 file.
   *
   * @param password of the file and of the key
   * @param alias name of the entry; empty when the file has just one key
   * @throws CredentialsException if the file cannot be read or opened, or has no such key
   */
  public static CredentialSigner pkcs12(Path file, char[] password, Optional<String> alias)
      throws CredentialsException {
    String where = "PKCS#12 file " + file;
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      return signer(store, password, alias, null, where);
    } catch (IOException | GeneralSecurityException e) {
      throw new CredentialsException(
          where + " could not be opened: no such file, not PKCS#12, or another password", e);
    }
  }

  /**
   * A key in a token, by the provider that the Java platform has for PKCS#11.
   *
   * @param library of the token's maker, for instance {@code /usr/lib/softhsm/libsofthsm2.so}
   * @param slot place in the library's list of slots, from 0
   * @param pin of the token
   * @param alias name of the entry; empty when the token has just one key with a certificate
   * @throws CredentialsException if the token is out of reach, the PIN is wrong, or there is no
   *     such key
   */
  public static CredentialSigner pkcs11(Path library, int slot, char[] pin, Optional<String> alias)
      throws CredentialsException {
    // Two dashes: what follows is the configuration itself, not the name of a file.
    return pkcs11(
        "--name=Colophon\nlibrary=" + library + "\nslotListIndex=" + slot,
        "PKCS#11 library " + library + ", slot " + slot,
        pin,
        alias);
  }

  /**
   * The same with all that the provider lets be configured.
   *
   * @param configuration file of the form that {@code SunPKCS11} reads
   */
  public static CredentialSigner pkcs11(Path configuration, char[] pin, Optional<String> alias)
      throws CredentialsException {
    return pkcs11(configuration.toString(), "PKCS#11 token of " + configuration, pin, alias);
  }

  private static CredentialSigner pkcs11(
      String configuration, String where, char[] pin, Optional<String> alias)
      throws CredentialsException {
    Provider bare = Security.getProvider("SunPKCS11");
    if (bare == null) {
      throw new CredentialsException(where + ": this Java platform has no SunPKCS11 provider");
    }
    try {
      Provider provider = bare.configure(configuration);
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin);
      return signer(store, pin, alias, provider, where);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // The provider throws unchecked exceptions for a bad file and for a library that is away.
      throw new CredentialsException(
          where + " could not be opened: " + rootMessage(e) + "; expected library, slot, PIN", e);
    }
  }

  /** The key of that name, or the only one. */
  static CredentialSigner signer(
      KeyStore store,
      char[] password,
      Optional<String> alias,
      @Nullable Provider provider,
      String where)
      throws CredentialsException {
    try {
      String name = alias.isPresent() ? named(store, alias.get(), where) : only(store, where);
      Key key = store.getKey(name, password);
      if (!(key instanceof PrivateKey secret)) {
        throw new CredentialsException(where + ": '" + name + "' is no private key");
      }
      return new KeyStoreSigner(secret, chain(store, name, where), provider);
    } catch (GeneralSecurityException e) {
      throw new CredentialsException(where + ": the key could not be taken out", e);
    }
  }

  private static String named(KeyStore store, String alias, String where)
      throws GeneralSecurityException, CredentialsException {
    if (!store.isKeyEntry(alias)) {
      throw new CredentialsException(
          where + " has no key '" + alias + "', expected one of " + keys(store));
    }
    return alias;
  }

  private static String only(KeyStore store, String where)
      throws GeneralSecurityException, CredentialsException {
    List<String> names = keys(store);
    if (names.size() != 1) {
      throw new CredentialsException(
          where + " has " + names.size() + " keys " + names + ", expected one, or an alias");
    }
    return names.get(0);
  }

  private static List<String> keys(KeyStore store) throws GeneralSecurityException {
    List<String> names = new ArrayList<>();
    for (String name : Collections.list(store.aliases())) {
      if (store.isKeyEntry(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private static List<X509Certificate> chain(KeyStore store, String name, String where)
      throws GeneralSecurityException, CredentialsException {
    Certificate[] found = store.getCertificateChain(name);
    List<X509Certificate> chain = new ArrayList<>();
    for (Certificate certificate : found == null ? new Certificate[0] : found) {
      if (certificate instanceof X509Certificate x509) {
        chain.add(x509);
      }
    }
    if (chain.isEmpty()) {
      throw new CredentialsException(where + ": the key '" + name + "' has no certificate");
    }
    return chain;
  }

  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }
}
