package io.colophon.labeling;

import io.colophon.labeling.container.StorePlace;
import java.util.List;
import java.util.Optional;

/**
 * What a verification found. A verdict is not an error: a hostile file gets one too.
 *
 * @param status the answer in one word
 * @param mimeType told by the first bytes of the file; {@code application/octet-stream} when
 *     unknown
 * @param layers every label found, in file order; at most a few dozen
 * @param findings what else was noticed; at most a few dozen
 * @param store where the C2PA manifest store of the file stands, not looked at; empty without one
 */
public record Verdict(
    Status status,
    String mimeType,
    List<FoundLabel> layers,
    List<Finding> findings,
    Optional<StorePlace> store) {

  /** The answer in one word. */
  public enum Status {
    /** Exactly one label, and it is in order. */
    LABELED,
    /** A file of a known type, in order as far as it was read, without a label. */
    NO_LABEL,
    /** There is a label, but it, or the file around it, is not in order. */
    BROKEN,
    /** Nothing can be said: unknown type, or too damaged to look. */
    UNREADABLE
  }

  public Verdict {
    layers = List.copyOf(layers);
    findings = List.copyOf(findings);
  }

  /** Whether there is a finding with this code. */
  public boolean has(String code) {
    return findings.stream().anyMatch(finding -> finding.code().equals(code));
  }
}
