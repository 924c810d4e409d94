package io.colophon.labeling.credentials;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.LabelingException.Reason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A manifest on its way: built once with blanks to learn its size, then with the hash of the file,
 * the signature and the stamp. Two places give way so that the size holds: the padding of the hash
 * assertion, before signing, and that of the unprotected header, after it.
 */
final class SigningManifest implements PlannedManifest {
  private static final Logger log = LoggerFactory.getLogger(SigningManifest.class);

  private static final byte RAISED = 0x20;

  /** One of so many random bytes is below 16. */
  private static final int LOW_OF_RANDOM = 16;

  /**
   * @param manifest URN, the label of the manifest
   * @param instance id of this state of the content
   */
  record Names(String manifest, String instance) {}

  /** What signs. */
  record Keys(CredentialSigner signer, byte[] protectedHeader, Optional<StampAuthority> stamps) {

    int signatureBytes() {
      return signer.algorithm().signatureBytes(signer.chain().get(0).getPublicKey());
    }
  }

  /**
   * What gives way after signing.
   *
   * @param kind what it is made of
   * @param spareBytes how much of it there is at least, beside what a stamp leaves over
   */
  record Slack(Padding kind, int spareBytes) {
    /** For files: no more than needed. */
    static final Slack FOR_FILES = new Slack(Padding.ZEROS, 0);

    int leastBytes() {
      return spareBytes == 0 ? 0 : kind.leastBytes() + spareBytes;
    }
  }

  private record Stamped(byte[] token, Optional<Instant> time, List<String> notes) {}

  private final Names names;
  private final GeneratorInfo generator;
  private final List<Assertion> assertions;
  private final BindingAssertion binding;
  private final Keys keys;
  private final byte[] upstream;
  private final Slack slack;
  private final int signatureBoxBytes;
  private final int storeBytes;

  SigningManifest(
      Names names,
      GeneratorInfo generator,
      List<Assertion> assertions,
      BindingAssertion binding,
      Keys keys,
      byte[] upstream,
      Slack slack)
      throws LabelingException {
    this.names = names;
    this.generator = generator;
    this.assertions = List.copyOf(assertions);
    this.binding = binding;
    this.keys = keys;
    this.upstream = upstream;
    this.slack = slack;
    List<Assertion> all = with(binding.blank());
    ManifestLint.check(all);
    int room = keys.stamps().map(StampAuthority::roomBytes).orElse(0);
    byte[] blank = cose(new byte[room], new byte[keys.signatureBytes()]);
    int total = store(all, claim(all), blank).length;
    int filler = slack.leastBytes();
    // RIFF chunks are of even length; with an odd store validators count the filler byte as ours.
    if ((total + filler) % 2 != 0) {
      filler = filler == 0 ? Padding.ZEROS.leastBytes() : filler + 1;
    }
    this.signatureBoxBytes = blank.length + filler;
    this.storeBytes = total + filler;
  }

  @Override
  public int storeBytes() {
    return storeBytes;
  }

  @Override
  public SignedStore sign(HardBinding hardBinding) throws LabelingException {
    return sign(hardBinding, -1);
  }

  /**
   * Signs, and sees to it that a number of the store's bytes are below 16, by way of the slack.
   *
   * @param lowBytes how many; -1 for as it comes
   */
  SignedStore sign(HardBinding hardBinding, int lowBytes) throws LabelingException {
    List<Assertion> all = bound(hardBinding);
    byte[] claim = claim(all);
    byte[] signature = signature(claim);
    Stamped stamped = stamped(signature);
    byte[] store = store(all, claim, paddedCose(stamped.token(), signature, 0));
    if (lowBytes >= 0) {
      int raised = TextWrapper.lowBytes(store) - lowBytes;
      store = store(all, claim, paddedCose(stamped.token(), signature, raised));
    }
    if (store.length != storeBytes) {
      throw new IllegalStateException("store of " + store.length + " bytes, not " + storeBytes);
    }
    X509Certificate leaf = keys.signer().chain().get(0);
    return new SignedStore(
        store,
        names.manifest(),
        leaf.getSerialNumber().toString(16),
        leaf.getSubjectX500Principal().getName(),
        stamped.time(),
        stamped.notes());
  }

  /**
   * How many bytes below 16 a store for this binding has about, with half of the slack raised. What
   * is random in it makes the true number differ by far less than the slack can make up for.
   */
  int expectedLowBytes(HardBinding hardBinding) throws LabelingException {
    List<Assertion> all = bound(hardBinding);
    byte[] signature = new byte[keys.signatureBytes()];
    Arrays.fill(signature, (byte) 0xFF);
    byte[] store = store(all, claim(all), paddedCose(new byte[0], signature, 0));
    int room = keys.stamps().map(StampAuthority::roomBytes).orElse(0);
    int random = signature.length / LOW_OF_RANDOM;
    // Of the room for a stamp, tokens take most; a fifth of a token's bytes are low.
    return TextWrapper.lowBytes(store) + random - slack.spareBytes() / 2 - room * 3 / 4;
  }

  private List<Assertion> bound(HardBinding hardBinding) throws LabelingException {
    try {
      return with(binding.of(hardBinding));
    } catch (IllegalArgumentException e) {
      throw new LabelingException(Reason.CREDENTIALS, String.valueOf(e.getMessage()), e);
    }
  }

  private byte[] signature(byte[] claim) throws LabelingException {
    byte[] signature;
    try {
      signature = keys.signer().sign(ToBeSigned.claim(keys.protectedHeader(), claim));
    } catch (CredentialsException e) {
      throw new LabelingException(Reason.CREDENTIALS, e.getMessage(), e);
    }
    if (signature.length != keys.signatureBytes()) {
      throw new LabelingException(
          Reason.CREDENTIALS,
          "the signer gave "
              + signature.length
              + " bytes, expected "
              + keys.signatureBytes()
              + " for "
              + keys.signer().algorithm().id());
    }
    return signature;
  }

  private Stamped stamped(byte[] signature) throws LabelingException {
    Stamped none = new Stamped(new byte[0], Optional.empty(), List.of());
    if (keys.stamps().isEmpty()) {
      return none;
    }
    StampAuthority authority = keys.stamps().get();
    try {
      StampAuthority.Stamp stamp =
          authority.stamp(ToBeSigned.stamp(keys.protectedHeader(), signature));
      int left = signatureBoxBytes - cose(stamp.token(), signature).length;
      if (left != 0 && left < slack.kind().leastBytes()) {
        throw new CredentialsException(
            "a time stamp of "
                + stamp.token().length
                + " bytes does not fit into the room kept for it");
      }
      return new Stamped(stamp.token(), Optional.of(stamp.time()), List.of());
    } catch (CredentialsException e) {
      if (authority.required()) {
        throw new LabelingException(Reason.CREDENTIALS, e.getMessage(), e);
      }
      log.warn("a manifest goes without time stamp: {}", e.getMessage());
      return new Stamped(new byte[0], Optional.empty(), List.of(SignedStore.NO_TIME_STAMP));
    }
  }

  private byte[] cose(byte[] token, byte[] signature) {
    return ClaimSignature.encode(
        keys.protectedHeader(), ClaimSignature.unprotectedHeader(token), signature);
  }

  /**
   * @param raised how many bytes of the slack are to be more than 15
   */
  private byte[] paddedCose(byte[] token, byte[] signature, int raised) throws LabelingException {
    byte[] bare = cose(token, signature);
    if (bare.length == signatureBoxBytes) {
      return bare;
    }
    Map<String, Object> header = ClaimSignature.unprotectedHeader(token);
    byte[] slackBytes = slack.kind().add(header, signatureBoxBytes - bare.length);
    if (raised < 0 || raised > slackBytes.length) {
      throw new LabelingException(
          Reason.CREDENTIALS,
          "the manifest of a text misses its planned length by "
              + raised
              + ", expected 0 to "
              + slackBytes.length);
    }
    Arrays.fill(slackBytes, 0, raised, RAISED);
    return ClaimSignature.encode(keys.protectedHeader(), header, signature);
  }

  private List<Assertion> with(Assertion hardBinding) {
    List<Assertion> all = new ArrayList<>(assertions);
    all.add(hardBinding);
    return all;
  }

  /** {@code c2pa.claim.v2} (C2PA 2.2, 10.2). */
  private byte[] claim(List<Assertion> all) {
    Map<String, Object> claim = new LinkedHashMap<>();
    claim.put("instanceID", names.instance());
    claim.put("claim_generator_info", generator.claimMap());
    claim.put(
        "signature",
        "self#jumbf=/"
            + JumbfType.STORE_LABEL
            + "/"
            + names.manifest()
            + "/"
            + JumbfType.SIGNATURE_LABEL);
    claim.put("created_assertions", all.stream().map(Assertion::hashedUri).toList());
    claim.put("alg", Sha256.C2PA_NAME);
    return Cbor.encode(claim);
  }

  private byte[] store(List<Assertion> all, byte[] claim, byte[] cose) {
    byte[] manifest =
        Jumbf.superbox(
            JumbfType.MANIFEST,
            names.manifest(),
            Jumbf.superbox(
                JumbfType.ASSERTION_STORE,
                JumbfType.ASSERTIONS_LABEL,
                all.stream().map(Assertion::box).toArray(byte[][]::new)),
            Jumbf.superbox(JumbfType.CLAIM, JumbfType.CLAIM_LABEL, Jumbf.box("cbor", claim)),
            Jumbf.superbox(
                JumbfType.SIGNATURE, JumbfType.SIGNATURE_LABEL, Jumbf.box("cbor", cose)));
    return Jumbf.superbox(JumbfType.STORE, JumbfType.STORE_LABEL, upstream, manifest);
  }
}
