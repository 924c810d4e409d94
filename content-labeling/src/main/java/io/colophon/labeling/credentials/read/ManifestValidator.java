package io.colophon.labeling.credentials.read;

import io.colophon.labeling.container.MalformedMediaException;
import io.colophon.labeling.container.Range;
import io.colophon.labeling.container.Source;
import io.colophon.labeling.container.StorePlace;
import io.colophon.labeling.credentials.TextWrapper;
import io.colophon.labeling.credentials.read.ManifestReport.Finding;
import io.colophon.labeling.credentials.read.ManifestReport.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

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
   * Validates a store that does not stand in the file byte by byte.
   *
   * @param store begins with the superbox of the store
   * @param unit the ranges of the file that are spent on it
   * @throws IOException if the file cannot be read
   */
  public ManifestReport validate(Source file, byte[] store, List<Range> unit) throws IOException {
    return validate(Asset.of(file), store, unit);
  }

  /**
   * Validates the manifest that stands in a text, as invisible characters (C2PA 2.4, A.8). The text
   * is taken in normal form C, as it was when it was signed.
   *
   * @return empty for a text without a manifest
   */
  public Optional<ManifestReport> validate(String text) {
    String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
    Optional<TextWrapper.Found> found;
    try {
      found = TextWrapper.find(normal);
    } catch (MalformedMediaException e) {
      return Optional.of(
          new Validation(signatures).unreadable(new StoreException(e.code(), e.detail())));
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    TextWrapper.Found wrapper = found.get();
    long from = utf8(normal.substring(0, wrapper.from())).length;
    long length = utf8(normal.substring(wrapper.from(), wrapper.to())).length;
    try {
      return Optional.of(
          validate(Asset.of(utf8(normal)), wrapper.store(), List.of(new Range(from, length))));
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be read", e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private ManifestReport validate(Asset asset, byte[] store, List<Range> unit) throws IOException {
    Validation validation = new Validation(signatures);
    try {
      return validation.run(ManifestStore.read(store), asset, unit);
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
