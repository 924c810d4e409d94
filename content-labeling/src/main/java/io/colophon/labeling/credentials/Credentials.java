package io.colophon.labeling.credentials;

import io.colophon.labeling.LabelingException;

/** Plans signed manifests. Thread-safe, blocking: signing may ask other machines. */
public interface Credentials {
  /**
   * Settles everything about a manifest but the hash of the file, so that its size is known.
   *
   * @throws LabelingException if the order contradicts the specification, for instance has no
   *     digital source type
   */
  PlannedManifest plan(ManifestOrder order) throws LabelingException;
}
