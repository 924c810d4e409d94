package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.Tool;
import io.colophon.provider.testkit.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedAuthorityTest {
  private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

  @TempDir Path folder;
  private final Hand clock = new Hand();

  @Test
  void open_first_makesKeysForTheOwnerAlone() throws Exception {
    EmbeddedAuthority authority = open("Example Ltd");
    X509Certificate leaf = leaf(authority);
    assertThat(leaf.getSubjectX500Principal().getName())
        .isEqualTo("CN=Colophon untrusted test signer,O=Example Ltd");
    assertThat(authority.root().getSubjectX500Principal().getName())
        .contains("Colophon untrusted test root");
    assertThat(leaf.getExtendedKeyUsage())
        .containsExactly("1.3.6.1.4.1.62558.2.1", "1.3.6.1.5.5.7.3.4");
    leaf.verify(authority.root().getPublicKey());
    assertThatCode(() -> CertificateProfile.check(List.of(leaf), START)).doesNotThrowAnyException();
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("untrusted-test-authority.pem"))))
        .isEqualTo("rw-------");
  }

  @Test
  void open_again_givesTheSameCertificates() throws Exception {
    EmbeddedAuthority first = open("Example Ltd");
    EmbeddedAuthority second = open("Example Ltd");
    assertThat(leaf(second)).isEqualTo(leaf(first));
    assertThat(second.root()).isEqualTo(first.root());
    byte[] bytes = {1, 2, 3};
    assertThat(
            SigningAlgorithm.ES256.verifies(
                leaf(first).getPublicKey(), bytes, second.current().sign(bytes)))
        .isTrue();
  }

  @Test
  void open_leftoverOfACrash_isNoHindrance() throws Exception {
    EmbeddedAuthority first = open("Example Ltd");
    Files.writeString(folder.resolve("untrusted-test-authority.pem.new"), "half of it");
    Files.delete(first.rootFile());
    EmbeddedAuthority second = open("Another Ltd");
    assertThat(second.root()).isEqualTo(first.root());
    assertThat(leaf(second).getSubjectX500Principal().getName()).contains("O=Another Ltd");
    assertThat(Files.readString(second.rootFile())).isEqualTo(Pem.text(first.root()));
  }

  @Test
  void open_damagedFile_saysSoAndKeepsIt() throws Exception {
    Path file = folder.resolve("untrusted-test-authority.pem");
    Files.writeString(file, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertThatThrownBy(() -> open("Example Ltd"))
        .isInstanceOf(CredentialsException.class)
        .hasMessageContaining("is damaged")
        .hasMessageContaining(file.toString());
    assertThat(file).exists();
  }

  @Test
  void current_leafNearItsEnd_isRenewedUnderTheSameRoot() throws Exception {
    EmbeddedAuthority authority = open("Example Ltd");
    X509Certificate first = leaf(authority);
    clock.now = START.plus(Duration.ofDays(334));
    assertThat(leaf(authority)).isEqualTo(first);
    clock.now = START.plus(Duration.ofDays(336));
    X509Certificate second = leaf(authority);
    assertThat(second.getSerialNumber()).isNotEqualTo(first.getSerialNumber());
    assertThat(second.getNotAfter().toInstant()).isEqualTo(START.plus(Duration.ofDays(336 + 365)));
    second.verify(authority.root().getPublicKey());
    assertThat(leaf(open("Example Ltd"))).isEqualTo(second);
  }

  @Test
  void open_manyAtOnce_agree() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<X509Certificate>> openings = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        openings.add(() -> leaf(open("Example Ltd")));
      }
      List<X509Certificate> leaves = new ArrayList<>();
      for (Future<X509Certificate> leaf : threads.invokeAll(openings)) {
        leaves.add(leaf.get());
      }
      assertThat(leaves.stream().distinct()).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @RequiresTool("openssl")
  void open_certificates_areGoodForOpenssl() throws Exception {
    EmbeddedAuthority authority =
        EmbeddedAuthority.open(folder, "Example 示例", Orders.clock(), new SecureRandom());
    Path leaf = Files.writeString(folder.resolve("leaf.pem"), Pem.text(leaf(authority)));
    assertThat(Tool.run("openssl", "verify", "-x509_strict", "-CAfile", authority.rootFile(), leaf))
        .endsWith("leaf.pem: OK\n");
  }

  private EmbeddedAuthority open(String organisation) throws CredentialsException {
    return EmbeddedAuthority.open(folder, organisation, clock, new SecureRandom());
  }

  private static X509Certificate leaf(EmbeddedAuthority authority) throws CredentialsException {
    return authority.current().chain().get(0);
  }

  /** A clock that is set by hand. */
  private static final class Hand extends Clock {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
