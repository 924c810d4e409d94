package io.colophon.labeling.credentials.read;

import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.Range;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.StorePlace;
import io.colophon.labeling.credentials.read.ManifestReport.Finding;
import io.colophon.labeling.credentials.read.ManifestReport.State;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/**
 * Validates the C2PA manifests of a file (C2PA 2.2, chapter 15). Files of any size: they are hashed
 * piece by piece; only the store is held in memory. Whatever is wrong with a store ends in the
 * report. Nothing is fetched over the network: revocation, manifests and hashes elsewhere are not
 * looked at. Immutable, thread-safe, blocking.
 */
public final class ManifestValidator {
  private final SignatureCheck signatures;

  /**
   * @param anchors whom to believe
   * @param clock tells whether a certificate is valid now, where no time stamp tells when it was
   *     used
   */
  public ManifestValidator(TrustAnchors anchors, Clock clock) {
    this.signatures = new SignatureCheck(anchors, clock);
  }

  /**
   * Validates the store of a file.
   *
   * @param place where the file's format found it
   * @throws IOException if the file cannot be read
   */
  public ManifestReport validate(Source file, StorePlace place) throws IOException {
    byte[] store;
    try {
      store = place.read(file);
    } catch (MalformedMediaException e) {
      return new Validation(signatures)
          .unreadable(new StoreException(StatusCodes.GENERAL_ERROR, e.detail()));
    }
    return validate(file, store, place.unit());
  }

  /**
   * Validates a store that does not stand in the file byte by byte, as in text.
   *
   * @param store begins with the superbox of the store
   * @param unit the ranges of the file that are spent on it
   * @throws IOException if the file cannot be read
   */
  public ManifestReport validate(Source file, byte[] store, List<Range> unit) throws IOException {
    Validation validation = new Validation(signatures);
    try {
      return validation.run(ManifestStore.read(store), new Asset(file), unit);
    } catch (StoreException e) {
      return validation.unreadable(e);
    } catch (MalformedMediaException e) {
      return validation.unreadable(new StoreException(StatusCodes.GENERAL_ERROR, e.detail()));
    }
  }

  /** The state that findings add up to (C2PA 2.2, 14.3). */
  static State state(List<Finding> findings) {
    boolean signed =
        about(findings, StatusCodes.SIGNATURE_VALIDATED)
            && about(findings, StatusCodes.SIGNATURE_INSIDE_VALIDITY);
    List<String> failures =
        findings.stream()
            .filter(finding -> finding.kind() == ManifestReport.Kind.FAILURE)
            .map(Finding::code)
            .filter(code -> !code.equals(StatusCodes.CREDENTIAL_UNTRUSTED))
            .toList();
    if (!signed || !failures.isEmpty()) {
      return State.INVALID;
    }
    boolean untrusted =
        findings.stream().anyMatch(f -> f.code().equals(StatusCodes.CREDENTIAL_UNTRUSTED));
    return about(findings, StatusCodes.CREDENTIAL_TRUSTED) && !untrusted
        ? State.TRUSTED
        : State.VALID;
  }

  private static boolean about(List<Finding> findings, String code) {
    return findings.stream()
        .anyMatch(finding -> finding.ingredient().isEmpty() && finding.code().equals(code));
  }
}
