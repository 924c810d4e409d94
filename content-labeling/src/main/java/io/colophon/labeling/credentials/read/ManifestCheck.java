package io.colophon.labeling.credentials.read;

import io.colophon.labeling.credentials.JumbfType;
import io.colophon.labeling.credentials.read.SignatureCheck.Signed;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonFactory;

/**
 * Checks one manifest in itself, in the order of the specification (C2PA 2.2, 15.3 to 15.10): its
 * signature, then that its assertions are those of the claim, then what they say. Whether the file
 * is the one it speaks of is checked elsewhere.
 */
final class ManifestCheck {
  private static final Pattern URN =
      Pattern.compile(
          "urn:c2pa:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
              + "(:.*)?");

  private static final String INGREDIENT = "c2pa.ingredient";
  private static final JsonFactory JSON = new JsonFactory();

  private final Manifest manifest;
  private final Set<String> redacted;
  private final Findings findings;

  /**
   * @param redacted addresses of assertions that any manifest of the store took out
   */
  ManifestCheck(Manifest manifest, Set<String> redacted, Findings findings) {
    this.manifest = manifest;
    this.redacted = redacted;
    this.findings = findings;
  }

  /**
   * What a manifest says, as far as it can be read.
   *
   * @param ingredients by the label of their assertion, in the order of the claim
   */
  record Said(Signed signed, List<ActionClaim> actions, Map<String, IngredientClaim> ingredients) {}

  Said check(SignatureCheck signatures) throws StoreException {
    if (manifest.claim().version() > 1 && !URN.matcher(manifest.label()).matches()) {
      findings.bad(
          StatusCodes.CLAIM_MALFORMED,
          JumbfUri.to(manifest.label()),
          "label '" + manifest.label() + "', expected urn:c2pa: and a UUID");
    }
    Signed signed = signatures.check(manifest, findings);
    redactions();
    assertions();
    Map<String, IngredientClaim> ingredients = ingredients();
    List<ActionClaim> actions = new ActionRules(manifest, ingredients, findings).check();
    parents(ingredients);
    return new Said(signed, actions, ingredients);
  }

  private void redactions() throws StoreException {
    for (String url : manifest.claim().redacted()) {
      Optional<JumbfUri> uri = JumbfUri.parse(url);
      if (uri.isEmpty() || uri.get().isIn(manifest.label(), manifest.label())) {
        findings.bad(StatusCodes.ASSERTION_SELF_REDACTED, url, "a manifest redacts itself");
      }
      String label = uri.flatMap(JumbfUri::assertion).orElse("");
      if (label.startsWith("c2pa.actions")) {
        findings.bad(StatusCodes.ACTION_REDACTED, url, "actions must not be redacted");
      }
      if (label.startsWith("c2pa.hash.")) {
        findings.bad(StatusCodes.DATA_HASH_REDACTED, url, "bindings must not be redacted");
      }
    }
  }

  private void assertions() throws StoreException {
    Set<String> undeclared = new HashSet<>(manifest.assertions().keySet());
    for (HashedUri claimed : manifest.claim().assertions()) {
      Optional<JumbfUri> uri = JumbfUri.parse(claimed.url());
      Optional<String> label = uri.flatMap(JumbfUri::assertion);
      if (uri.isPresent() && !uri.get().isIn(manifest.label(), manifest.label())) {
        findings.bad(
            StatusCodes.ASSERTION_OUTSIDE, claimed.url(), "an assertion of another manifest");
        continue;
      }
      if (label.isEmpty()) {
        findings.bad(StatusCodes.ASSERTION_MISSING, claimed.url(), "not the address of one");
        continue;
      }
      undeclared.remove(label.get());
      String url = JumbfUri.assertion(manifest.label(), label.get());
      Assertion assertion = manifest.assertions().get(label.get());
      if (redacted.contains(url)) {
        continue;
      }
      if (assertion == null) {
        findings.bad(StatusCodes.ASSERTION_MISSING, url, "the claim names it, nothing is there");
        continue;
      }
      hash(assertion, claimed, url);
    }
    for (String label : undeclared) {
      findings.bad(
          StatusCodes.ASSERTION_UNDECLARED,
          JumbfUri.assertion(manifest.label(), label),
          "the claim does not name it");
    }
  }

  private void hash(Assertion assertion, HashedUri claimed, String url) throws StoreException {
    byte[] actual =
        assertion.box().hash(HashAlgorithm.digest(claimed.alg(), manifest.claim().alg()));
    if (!MessageDigest.isEqual(actual, claimed.hash())) {
      findings.bad(StatusCodes.HASHED_URI_MISMATCH, url, "not the assertion that was signed");
      return;
    }
    findings.good(StatusCodes.HASHED_URI_MATCH, url, "the assertion that was signed");
    assertion.cbor();
    if (assertion.box().is(JumbfType.JSON)) {
      requireJson(assertion);
    }
  }

  private static void requireJson(Assertion assertion) throws StoreException {
    Optional<JumbfBox> content = assertion.box().content("json");
    if (content.isEmpty()) {
      throw new StoreException(
          StatusCodes.ASSERTION_JSON_INVALID, assertion.label() + " has no content");
    }
    JumbfBox box = content.get();
    int length = box.end() - box.contentsAt();
    try (JsonParser parser =
        JSON.createParser(
            tools.jackson.core.ObjectReadContext.empty(), box.store(), box.contentsAt(), length)) {
      while (parser.nextToken() != null) {
        // Only whether it can be read to its end.
        parser.skipChildren();
      }
    } catch (JacksonException e) {
      throw new StoreException(
          StatusCodes.ASSERTION_JSON_INVALID, assertion.label() + " is not JSON");
    }
  }

  private Map<String, IngredientClaim> ingredients() throws StoreException {
    Map<String, IngredientClaim> ingredients = new LinkedHashMap<>();
    for (Assertion assertion : manifest.claimed(INGREDIENT)) {
      if (assertion.isZero() || redacted.contains(manifest.url(assertion))) {
        continue;
      }
      IngredientClaim ingredient = IngredientClaim.of(assertion);
      ingredients.put(assertion.label(), ingredient);
      if (assertion.name().version() > 2
          && ingredient.manifest().isPresent()
          && !(ingredient.hasResults() && ingredient.signature().isPresent())) {
        findings.bad(
            StatusCodes.INGREDIENT_MALFORMED,
            manifest.url(assertion),
            "a manifest without the results of its validation or the hash of its signature");
      }
    }
    return ingredients;
  }

  private void parents(Map<String, IngredientClaim> ingredients) throws StoreException {
    long parents =
        ingredients.values().stream()
            .filter(ingredient -> ingredient.relationship().equals(IngredientClaim.PARENT))
            .count();
    String url = JumbfUri.to(manifest.label());
    if (manifest.update() && parents != 1) {
      findings.bad(
          parents == 0 ? StatusCodes.UPDATE_WRONG_PARENTS : StatusCodes.UPDATE_INVALID,
          url,
          parents + " parents, an update manifest has one");
    } else if (parents > 1) {
      findings.bad(StatusCodes.MULTIPLE_PARENTS, url, parents + " parents, expected up to one");
    }
  }
}
