package io.colophon.labeling.credentials;

import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelOrder;
import io.colophon.labeling.container.LabelWriter.BindingKind;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Orders and signers that the tests of this package share. */
final class Orders {
  /** The moment of the content; validators compare certificates with the true time. */
  static final Instant MADE = Instant.parse("2026-11-22T08:00:00Z");

  static final String PROVIDER = "001191110102MACQD9K64010000";
  static final String CONTENT = "0f8c1a2b-7d1e-4c59-9f1a-1f0f5c3b2a10";
  static final GeneratorInfo GATEWAY = new GeneratorInfo("Colophon", "0.1.0");

  private Orders() {}

  static LabelOrder label() {
    return new LabelOrder(
        EnumSet.of(Jurisdiction.CN, Jurisdiction.EU),
        PROVIDER,
        CONTENT,
        "Example Painter",
        "3.2",
        MADE);
  }

  static ManifestOrder data(String mimeType) {
    return order(mimeType, BindingKind.DATA, List.of(), OptionalLong.empty());
  }

  static ManifestOrder bmff(String mimeType) {
    return order(mimeType, BindingKind.BMFF, List.of(), OptionalLong.empty());
  }

  static ManifestOrder order(
      String mimeType, BindingKind binding, List<ManifestOrder.Step> steps, OptionalLong mark) {
    return new ManifestOrder(
        label(),
        mimeType,
        binding,
        1,
        "trainedAlgorithmicMedia",
        Optional.empty(),
        steps,
        mark,
        "AI生成");
  }

  /** Today, since validators look at the true time; tests that need another give their own. */
  static Clock clock() {
    return Clock.fixed(Instant.now(), ZoneOffset.UTC);
  }

  static EmbeddedAuthority authority(Path folder) throws CredentialsException {
    return EmbeddedAuthority.open(folder, "Example 示例 Ltd", clock(), new SecureRandom());
  }

  static SigningCredentials credentials(CredentialSigner.Source signers)
      throws CredentialsException {
    return credentials(signers, Optional.empty());
  }

  static SigningCredentials credentials(
      CredentialSigner.Source signers, Optional<StampAuthority> stamps)
      throws CredentialsException {
    return new SigningCredentials(
        signers, stamps, SigningCredentials.Settings.of(GATEWAY), clock(), ids());
  }

  /** 00000000-0000-4000-8000-000000000001, and so on. */
  static Supplier<UUID> ids() {
    AtomicLong next = new AtomicLong();
    return () -> new UUID(0x4000L, 0x8000_0000_0000_0000L | next.incrementAndGet());
  }
}
