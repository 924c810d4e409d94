package io.colophon.labeling.credentials;

import org.jspecify.annotations.Nullable;

/**
 * A key, a certificate, a remote signer or a time stamp authority is not what it should be. The
 * message is for the operator and holds no secret.
 */
public final class CredentialsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String detail;

  public CredentialsException(String message) {
    this(message, null);
  }

  public CredentialsException(String message, @Nullable Throwable cause) {
    super(message, cause);
    this.detail = message;
  }

  @Override
  public String getMessage() {
    return detail;
  }
}
