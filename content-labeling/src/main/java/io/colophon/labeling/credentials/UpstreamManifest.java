package io.colophon.labeling.credentials;

import java.util.List;

/**
 * The manifest that a file came with, as it was when we got it.
 *
 * @param store every byte of its store; its manifests are copied into ours
 * @param active URN (label) of its active manifest
 * @param activeHash SHA-256 over the contents of the active manifest's superbox (C2PA 2.2, 8.4.2.3)
 * @param claimSignatureHash SHA-256 over the contents of its signature box
 * @param successes status codes of its validation that are good news
 * @param failures status codes of its validation that are bad news; empty for an intact file
 * @param title what the file was called or is, for people; never personal
 * @param mimeType of the file it came in
 */
public record UpstreamManifest(
    byte[] store,
    String active,
    byte[] activeHash,
    byte[] claimSignatureHash,
    List<Status> successes,
    List<Status> failures,
    String title,
    String mimeType) {

  /**
   * One finding of a validation.
   *
   * @param code the specification's own, for instance {@code claimSignature.validated}
   * @param url the JUMBF address it is about
   * @param explanation for people; may be empty
   */
  public record Status(String code, String url, String explanation) {}

  public UpstreamManifest {
    successes = List.copyOf(successes);
    failures = List.copyOf(failures);
  }
}
