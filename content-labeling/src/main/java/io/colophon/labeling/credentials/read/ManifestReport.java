package io.colophon.labeling.credentials.read;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * What a validation found out about a file's manifests. A verdict is not an error: a hostile store
 * gets one too.
 *
 * @param state the answer in one word
 * @param active label (URN) of the manifest that speaks of the file as it is; empty when the store
 *     cannot be read
 * @param signer who signed it; empty when that cannot be read
 * @param stamp its time stamp; empty when it has none, or one that does not hold or is not trusted
 * @param claimGenerator name and version of the program that made it; may be empty
 * @param actions what it says was done to the content, in order
 * @param ingredients what it says the content was made from
 * @param softBindings what it says can be found in the samples themselves
 * @param findings every status code, in the order they were found
 */
public record ManifestReport(
    State state,
    String active,
    Optional<Signer> signer,
    Optional<Stamp> stamp,
    String claimGenerator,
    List<Action> actions,
    List<Ingredient> ingredients,
    List<SoftBinding> softBindings,
    List<Finding> findings) {

  /** The answer in one word (C2PA 2.2, 14.3). */
  public enum State {
    /** Something is wrong with the manifest, or the file is not the one it speaks of. */
    INVALID,
    /** All is in order, but nobody vouches for the signer. */
    VALID,
    /** All is in order, and a trust anchor vouches for the signer. */
    TRUSTED
  }

  /** Whether a finding is good news. */
  public enum Kind {
    SUCCESS,
    INFORMATIONAL,
    FAILURE
  }

  /**
   * One status code.
   *
   * @param code the specification's own, of {@link StatusCodes}
   * @param url JUMBF address of what it is about
   * @param explanation for people: what was found and what was expected
   * @param ingredient address of the ingredient whose manifest it is about; empty for the active
   *     manifest
   */
  public record Finding(
      Kind kind, String code, String url, String explanation, String ingredient) {}

  /**
   * Who signed.
   *
   * @param subject of the certificate, as in RFC 2253
   * @param organisation of the subject; empty when it names none
   * @param issuer of the certificate, as in RFC 2253
   * @param serial of the certificate, hexadecimal
   * @param algorithm name in COSE, for instance {@code ES256}
   */
  public record Signer(
      String subject, String organisation, String issuer, String serial, String algorithm) {
    static Signer of(X509Certificate certificate, String algorithm) {
      return new Signer(
          certificate.getSubjectX500Principal().getName(),
          organisation(certificate.getSubjectX500Principal().getName()),
          certificate.getIssuerX500Principal().getName(),
          certificate.getSerialNumber().toString(16).toLowerCase(Locale.ROOT),
          algorithm);
    }

    private static String organisation(String subject) {
      try {
        for (Rdn part : new LdapName(subject).getRdns()) {
          if (part.getType().equalsIgnoreCase("O") && part.getValue() instanceof String name) {
            return name;
          }
        }
        return "";
      } catch (InvalidNameException e) {
        return "";
      }
    }
  }

  /**
   * A time stamp that holds.
   *
   * @param authority subject of its certificate
   */
  public record Stamp(Instant time, String authority) {}

  /**
   * One action.
   *
   * @param name for instance {@code c2pa.created}
   * @param digitalSourceType the IPTC term; empty when it names none
   * @param when as it was written, RFC 3339; empty without one
   * @param softwareAgent who did it; may be empty
   */
  public record Action(String name, String digitalSourceType, String when, String softwareAgent) {}

  /**
   * One thing the content was made from.
   *
   * @param relationship {@code parentOf}, {@code componentOf} or {@code inputTo}
   * @param title may be empty
   * @param manifest label of the manifest it came with; empty when it came without
   */
  public record Ingredient(String relationship, String title, String manifest) {}

  /**
   * A mark in the samples.
   *
   * @param algorithm its name
   * @param value its payload as hexadecimal digits or as text
   */
  public record SoftBinding(String algorithm, String value) {}

  public ManifestReport {
    actions = List.copyOf(actions);
    ingredients = List.copyOf(ingredients);
    softBindings = List.copyOf(softBindings);
    findings = List.copyOf(findings);
  }

  /** Whether a finding about the active manifest has this code. */
  public boolean has(String code) {
    return findings.stream()
        .anyMatch(finding -> finding.ingredient().isEmpty() && finding.code().equals(code));
  }

  /** Codes of failures, of ingredients as well, in order. */
  public List<String> failures() {
    return findings.stream()
        .filter(finding -> finding.kind() == Kind.FAILURE)
        .map(Finding::code)
        .toList();
  }

  /** The digital source types that its actions name, each once, in order. */
  public List<String> digitalSourceTypes() {
    return actions.stream()
        .map(Action::digitalSourceType)
        .filter(type -> !type.isEmpty())
        .distinct()
        .toList();
  }

  /** When it was signed, as far as somebody else vouches for it. */
  public Optional<Instant> signedAt() {
    return stamp.map(Stamp::time);
  }
}
