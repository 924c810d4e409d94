package io.colophon.labeling.credentials;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes C2PA manifests of version 2: claim v2, signed with COSE, stamped if there is an authority
 * for that. Thread-safe; planning asks no other machine, signing may.
 */
public final class SigningCredentials implements Credentials {
  /**
   * What all manifests have in common.
   *
   * @param generator the program that signs, for instance Colophon with its version
   * @param watermark name and version of our imperceptible mark, in the form of a reversed domain
   * @param watermarkListed whether that name is on the list of soft bindings that C2PA keeps; only
   *     then may it be told as a soft binding
   */
  public record Settings(GeneratorInfo generator, String watermark, boolean watermarkListed) {
    /** The name of the mark of this version. */
    public static final String WATERMARK = "io.colophon.watermark.1";

    /** With the mark of this version, which is not on the list. */
    public static Settings of(GeneratorInfo generator) {
      return new Settings(generator, WATERMARK, false);
    }
  }

  private final CredentialSigner.Source signers;
  private final Optional<StampAuthority> stamps;
  private final Settings settings;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private volatile @Nullable Ready ready;

  /** A signer whose certificates were looked at. */
  private record Ready(CredentialSigner signer, byte[] protectedHeader) {}

  /**
   * @param signers whoever holds the key; asked for every manifest, so that keys can change
   * @param stamps the time stamp authority; empty for manifests that end with their certificate
   * @param ids gives names to manifests and instances; never the same twice
   * @throws CredentialsException if the certificates do not fit (see {@link CertificateProfile})
   */
  public SigningCredentials(
      CredentialSigner.Source signers,
      Optional<StampAuthority> stamps,
      Settings settings,
      Clock clock,
      Supplier<UUID> ids)
      throws CredentialsException {
    this.signers = signers;
    this.stamps = stamps;
    this.settings = settings;
    this.clock = clock;
    this.ids = ids;
    ready();
  }

  @Override
  public PlannedManifest plan(ManifestOrder order) throws LabelingException {
    return plan(order, List.of(), SigningManifest.Slack.FOR_FILES);
  }

  /**
   * Plans a manifest.
   *
   * @param more assertions beside those of the order
   */
  SigningManifest plan(ManifestOrder order, List<Assertion> more, SigningManifest.Slack slack)
      throws LabelingException {
    ManifestLint.check(order);
    try {
      Ready now = ready();
      byte[] upstream =
          order.upstream().map(u -> UpstreamBoxes.of(u.store())).orElseGet(() -> new byte[0]);
      return new SigningManifest(
          new SigningManifest.Names("urn:c2pa:" + ids.get(), "xmp:iid:" + ids.get()),
          settings.generator(),
          assertions(order, more),
          new BindingAssertion(order.binding(), order.exclusions()),
          new SigningManifest.Keys(now.signer(), now.protectedHeader(), stamps),
          upstream,
          slack);
    } catch (CredentialsException e) {
      throw new LabelingException(Reason.CREDENTIALS, e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new LabelingException(Reason.MALFORMED_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  private List<Assertion> assertions(ManifestOrder order, List<Assertion> more) {
    Optional<Assertion> parent = order.upstream().map(Ingredient::parent);
    Optional<Assertion> mark =
        order.watermark().isPresent()
            ? Optional.of(
                WatermarkAssertion.of(
                    settings.watermark(),
                    order.watermark().getAsLong(),
                    settings.watermarkListed()))
            : Optional.empty();
    List<Assertion> assertions = new ArrayList<>();
    assertions.add(Actions.of(order, settings.generator(), parent, mark));
    assertions.add(Disclosure.of(order.label()));
    parent.ifPresent(assertions::add);
    mark.ifPresent(assertions::add);
    assertions.addAll(more);
    return assertions;
  }

  /** The signer of this moment; its certificates are looked at once, their dates every time. */
  private Ready ready() throws CredentialsException {
    CredentialSigner signer = signers.current();
    Instant now = clock.instant();
    Ready known = ready;
    if (known == null || known.signer() != signer) {
      CertificateProfile.check(signer.chain(), now);
      known = new Ready(signer, ClaimSignature.protectedHeader(signer));
      ready = known;
    } else {
      CertificateProfile.inside(signer.chain().get(0), now);
    }
    return known;
  }
}
