package io.colophon.labeling.credentials.read;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an ingredient assertion says, in any of its three versions (C2PA 2.2, 18.16).
 *
 * @param relationship {@code parentOf}, {@code componentOf} or {@code inputTo}
 * @param title may be empty
 * @param manifest the manifest it came with
 * @param signature the signature of that manifest; only version 3 tells
 * @param known findings about that manifest that were there when it became an ingredient, each as
 *     code and address
 * @param hasResults whether it says how that manifest was validated
 */
record IngredientClaim(
    String relationship,
    String title,
    Optional<HashedUri> manifest,
    Optional<HashedUri> signature,
    Set<String> known,
    boolean hasResults) {

  static final String PARENT = "parentOf";
  static final String COMPONENT = "componentOf";
  static final String INPUT = "inputTo";

  private static final Set<String> RELATIONSHIPS = Set.of(PARENT, COMPONENT, INPUT);

  static IngredientClaim of(Assertion assertion) throws StoreException {
    CborMap says =
        assertion
            .cbor()
            .orElseThrow(
                () ->
                    new StoreException(
                        StatusCodes.INGREDIENT_MALFORMED, assertion.label() + " is not CBOR"));
    try {
      return of(says);
    } catch (CborException e) {
      throw e.as(StatusCodes.INGREDIENT_MALFORMED);
    }
  }

  private static IngredientClaim of(CborMap says) throws CborException {
    String relationship = says.need("relationship");
    if (!RELATIONSHIPS.contains(relationship)) {
      throw new CborException("relationship '" + relationship + "', expected " + RELATIONSHIPS);
    }
    Optional<HashedUri> third = HashedUri.in(says, "activeManifest");
    Optional<HashedUri> manifest = third.isPresent() ? third : HashedUri.in(says, "c2pa_manifest");
    Optional<String> label =
        manifest.flatMap(uri -> JumbfUri.parse(uri.url())).flatMap(JumbfUri::manifest);
    Optional<CborMap> results = says.map("validationResults");
    Set<String> known = new HashSet<>();
    for (Cbor status : says.items("validationStatus")) {
      known.add(key(status.map("validationStatus"), label));
    }
    if (results.isPresent()) {
      addResults(results.get(), label, known);
    }
    return new IngredientClaim(
        relationship,
        says.text("dc:title").orElse(""),
        manifest,
        HashedUri.in(says, "claimSignature"),
        known,
        results.isPresent());
  }

  /** The same form for a finding of ours, to look it up. */
  static String key(String code, String url) {
    return code + " " + url;
  }

  private static void addResults(CborMap results, Optional<String> label, Set<String> known)
      throws CborException {
    Optional<CborMap> active = results.map("activeManifest");
    if (active.isPresent()) {
      addCodes(active.get(), label, known);
    }
    for (Cbor delta : results.items("ingredientDeltas")) {
      Optional<CborMap> codes = delta.map("ingredientDelta").map("validationDeltas");
      if (codes.isPresent()) {
        addCodes(codes.get(), label, known);
      }
    }
  }

  private static void addCodes(CborMap codes, Optional<String> label, Set<String> known)
      throws CborException {
    for (String kind : new String[] {"success", "informational", "failure"}) {
      for (Cbor status : codes.items(kind)) {
        known.add(key(status.map(kind), label));
      }
    }
  }

  private static String key(CborMap status, Optional<String> label) throws CborException {
    String url = status.text("url").orElse("");
    Optional<JumbfUri> uri = JumbfUri.parse(url);
    if (uri.isPresent() && uri.get().manifest().isEmpty() && label.isPresent()) {
      url = JumbfUri.to(label.get(), uri.get().path().toArray(String[]::new));
    }
    return key(status.need("code"), url);
  }
}
