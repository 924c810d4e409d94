package io.colophon.labeling.credentials.read;

import io.colophon.labeling.credentials.read.ManifestCheck.Said;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks the manifests that ingredients came with (C2PA 2.2, 15.11): that each is the one that was
 * meant, and that it is in order in itself. Every manifest is checked once.
 */
final class IngredientCheck {
  private static final int MAX_DEPTH = 50;

  private final ManifestStore store;
  private final SignatureCheck signatures;
  private final Set<String> redacted;
  private final Findings findings;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> known = new HashSet<>();

  IngredientCheck(
      ManifestStore store, SignatureCheck signatures, Set<String> redacted, Findings findings) {
    this.store = store;
    this.signatures = signatures;
    this.redacted = redacted;
    this.findings = findings;
  }

  /** Findings that were there when ingredients were added, as {@link IngredientClaim#key}. */
  Set<String> known() {
    return known;
  }

  /** Checks the ingredients of a manifest, and theirs. */
  void check(Manifest manifest, Map<String, IngredientClaim> ingredients) throws StoreException {
    seen.add(manifest.label());
    check(manifest, ingredients, 0);
  }

  private void check(Manifest manifest, Map<String, IngredientClaim> ingredients, int depth)
      throws StoreException {
    if (depth > MAX_DEPTH) {
      throw new StoreException(
          StatusCodes.GENERAL_ERROR, "ingredients of ingredients, more than " + MAX_DEPTH);
    }
    for (Map.Entry<String, IngredientClaim> entry : ingredients.entrySet()) {
      String url = JumbfUri.assertion(manifest.label(), entry.getKey());
      String before = findings.about(url);
      known.addAll(entry.getValue().known());
      check(entry.getValue(), url, depth);
      findings.about(before);
    }
  }

  private void check(IngredientClaim ingredient, String url, int depth) throws StoreException {
    if (ingredient.manifest().isEmpty()) {
      if (!ingredient.relationship().equals(IngredientClaim.INPUT)) {
        findings.neutral(StatusCodes.INGREDIENT_UNKNOWN, url, "came without a manifest");
      }
      return;
    }
    HashedUri uri = ingredient.manifest().get();
    Optional<String> label = JumbfUri.parse(uri.url()).flatMap(JumbfUri::manifest);
    Optional<JumbfBox> box = label.flatMap(store::box);
    if (box.isEmpty()) {
      findings.bad(
          StatusCodes.INGREDIENT_MISSING, uri.url(), "the manifest it came with is not there");
      return;
    }
    try {
      Manifest manifest = store.manifest(box.get().label());
      identity(ingredient, uri, manifest);
      if (seen.add(manifest.label())) {
        Said said = new ManifestCheck(manifest, redacted, findings).check(signatures);
        check(manifest, said.ingredients(), depth + 1);
      }
    } catch (StoreException e) {
      findings.bad(e.code(), uri.url(), e.explanation());
    }
  }

  private void identity(IngredientClaim ingredient, HashedUri uri, Manifest manifest)
      throws StoreException {
    Optional<String> alg = manifest.claim().alg();
    byte[] whole = manifest.box().hash(HashAlgorithm.digest(uri.alg(), alg));
    if (MessageDigest.isEqual(whole, uri.hash())) {
      findings.good(StatusCodes.INGREDIENT_VALIDATED, uri.url(), "the manifest it came with");
      return;
    }
    boolean changed =
        redacted.stream()
            .flatMap(url -> JumbfUri.parse(url).stream())
            .anyMatch(it -> it.manifest().filter(manifest.label()::equals).isPresent());
    if (changed && manifest.claim().version() > 1) {
      signature(ingredient, uri, manifest);
      return;
    }
    // Before version 1.3 the hash was that of the claim alone.
    byte[] claim = HashAlgorithm.digest(uri.alg(), alg).digest(manifest.claimBytes());
    if (!changed && !MessageDigest.isEqual(claim, uri.hash())) {
      findings.bad(StatusCodes.INGREDIENT_MISMATCH, uri.url(), "not the manifest it came with");
    }
  }

  /** A redacted manifest is told by its signature, which redaction leaves as it is. */
  private void signature(IngredientClaim ingredient, HashedUri uri, Manifest manifest)
      throws StoreException {
    if (ingredient.signature().isEmpty()) {
      findings.bad(StatusCodes.INGREDIENT_SIGNATURE_MISSING, uri.url(), "no hash of the signature");
      return;
    }
    HashedUri expected = ingredient.signature().get();
    byte[] actual =
        manifest.signatureBox().hash(HashAlgorithm.digest(expected.alg(), manifest.claim().alg()));
    if (MessageDigest.isEqual(actual, expected.hash())) {
      findings.good(
          StatusCodes.INGREDIENT_SIGNATURE_VALIDATED, uri.url(), "the signature it came with");
    } else {
      findings.bad(
          StatusCodes.INGREDIENT_SIGNATURE_MISMATCH, uri.url(), "not the signature it came with");
    }
  }
}
