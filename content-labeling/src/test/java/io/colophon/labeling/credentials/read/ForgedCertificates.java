package io.colophon.labeling.credentials.read;

import io.colophon.labeling.credentials.read.TestSigner.Form;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;

/** Manifests that are right but for the certificate of their signer. */
final class ForgedCertificates {
  private ForgedCertificates() {}

  static Stream<ForgedCase> all() {
    Instant now = Instant.now();
    return Stream.of(
        certificate("no extended key usage", new Form().usages(), "signingCredential.invalid")
            .theirsIs("signingCredential.invalid", "signingCredential.untrusted"),
        certificate(
                "code signing", new Form().usages("1.3.6.1.5.5.7.3.3"), "signingCredential.invalid")
            .theirsIs("signingCredential.invalid", "signingCredential.untrusted"),
        certificate(
            "any usage",
            new Form().usages(TestSigner.EMAIL, "2.5.29.37.0"),
            "signingCredential.invalid"),
        certificate(
            "time stamping as well",
            new Form().usages(TestSigner.EMAIL, "1.3.6.1.5.5.7.3.8"),
            "signingCredential.invalid"),
        certificate(
            "key encipherment",
            new Form().keyUsage(KeyUsage.keyEncipherment),
            "signingCredential.invalid"),
        certificate("an authority's", authority(), "signingCredential.invalid")
            .theirsIs("signingCredential.invalid", "signingCredential.untrusted"),
        certificate("without authority key", withoutAuthorityKey(), "signingCredential.invalid"),
        certificate(
                "expired",
                new Form().valid(now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(2))),
                "claimSignature.outsideValidity",
                "signingCredential.expired",
                "signingCredential.untrusted")
            .theirsIs("signingCredential.expired", "signingCredential.untrusted"),
        certificate(
                "not yet valid",
                new Form().valid(now.plus(Duration.ofDays(2)), now.plus(Duration.ofDays(9))),
                "claimSignature.outsideValidity",
                "signingCredential.expired",
                "signingCredential.untrusted")
            .theirsIs("signingCredential.expired", "signingCredential.untrusted"),
        certificate(
                "self-signed",
                selfSigned(),
                "signingCredential.invalid",
                "signingCredential.untrusted")
            .theirsIs("signingCredential.untrusted"));
  }

  private static Form authority() {
    Form form = new Form();
    form.authority = true;
    return form;
  }

  private static Form withoutAuthorityKey() {
    Form form = new Form();
    form.authorityKey = false;
    return form;
  }

  private static Form selfSigned() {
    Form form = new Form();
    form.selfSigned = true;
    return form;
  }

  private static ForgedCase certificate(String name, Form form, String... failures) {
    return ForgedCase.wrong("certificate: " + name, failures)
        .with(f -> f.signer = TestSigner.of(SignatureAlgorithm.ES256, form));
  }
}
