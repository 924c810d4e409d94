package io.colophon.labeling.credentials;

import java.nio.file.Path;
import java.util.Optional;

/** A program: signs a picture with the key in a token. SoftHSM is told its place by environment. */
final class TokenSigning {
  private TokenSigning() {}

  public static void main(String[] arguments) throws Exception {
    CredentialSigner signer =
        KeyStores.pkcs11(Path.of(arguments[0]), 0, arguments[1].toCharArray(), Optional.empty());
    Carriers.png(
        Orders.credentials(() -> signer).plan(Orders.data("image/png")), Path.of(arguments[2]));
  }
}
