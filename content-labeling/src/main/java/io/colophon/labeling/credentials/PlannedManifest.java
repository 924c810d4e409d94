package io.colophon.labeling.credentials;

import io.colophon.labeling.LabelingException;

/** A manifest that lacks nothing but the hash of its file and the signature. For one file. */
public interface PlannedManifest {
  /** Bytes the finished store will have, padding included; even, as RIFF wants it. */
  int storeBytes();

  /**
   * Binds and signs.
   *
   * @return a store of exactly {@link #storeBytes()} bytes
   * @throws LabelingException if the key, the remote signer or the time stamp fails
   */
  SignedStore sign(HardBinding binding) throws LabelingException;
}
