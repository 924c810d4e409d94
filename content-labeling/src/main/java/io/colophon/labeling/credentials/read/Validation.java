package io.colophon.labeling.credentials.read;

import io.colophon.labeling.container.Range;
import io.colophon.labeling.credentials.read.ManifestCheck.Said;
import io.colophon.labeling.credentials.read.ManifestReport.Action;
import io.colophon.labeling.credentials.read.ManifestReport.Finding;
import io.colophon.labeling.credentials.read.ManifestReport.Ingredient;
import io.colophon.labeling.credentials.read.ManifestReport.SoftBinding;
import io.colophon.labeling.credentials.read.ManifestReport.State;
import io.colophon.labeling.credentials.read.SignatureCheck.Signed;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One validation, from the store to the report. For one store. */
final class Validation {
  private final SignatureCheck signatures;
  private final Findings findings = new Findings();

  private String active = "";
  private String generator = "";
  private Said said = new Said(Signed.NOTHING, List.of(), Map.of());
  private List<SoftBinding> softBindings = List.of();
  private Set<String> known = Set.of();

  Validation(SignatureCheck signatures) {
    this.signatures = signatures;
  }

  /** Checks everything; what cannot be gone on with is thrown, for {@link #unreadable}. */
  ManifestReport run(ManifestStore store, Asset asset, List<Range> unit)
      throws StoreException, IOException {
    active = store.active();
    Manifest manifest = store.manifest(active);
    generator = manifest.claim().generator();
    Set<String> redacted = redacted(store);
    said = new ManifestCheck(manifest, redacted, findings).check(signatures);
    softBindings = SoftBindings.of(manifest);
    IngredientCheck ingredients = new IngredientCheck(store, signatures, redacted, findings);
    known = ingredients.known();
    ingredients.check(manifest, said.ingredients());
    new BindingCheck(store, findings).check(manifest, asset, unit);
    return report();
  }

  /** The report of a validation that could not go on. */
  ManifestReport unreadable(StoreException e) {
    findings.about("");
    findings.end(e, active.isEmpty() ? "" : JumbfUri.to(active));
    return report();
  }

  private ManifestReport report() {
    // What an ingredient suffered from before it became one has been told in its assertion.
    List<Finding> news =
        findings.all().stream()
            .filter(
                finding ->
                    finding.ingredient().isEmpty()
                        || !known.contains(IngredientClaim.key(finding.code(), finding.url())))
            .toList();
    State state = ManifestValidator.state(news);
    List<Action> actions = said.actions().stream().map(ActionClaim::report).toList();
    List<Ingredient> ingredients =
        said.ingredients().values().stream().map(Validation::ingredient).toList();
    return new ManifestReport(
        state,
        active,
        said.signed().signer(),
        said.signed().stamp(),
        generator,
        actions,
        ingredients,
        softBindings,
        news);
  }

  private static Ingredient ingredient(IngredientClaim ingredient) {
    Optional<String> manifest =
        ingredient.manifest().flatMap(uri -> JumbfUri.parse(uri.url())).flatMap(JumbfUri::manifest);
    return new Ingredient(ingredient.relationship(), ingredient.title(), manifest.orElse(""));
  }

  private static Set<String> redacted(ManifestStore store) throws StoreException {
    Set<String> redacted = new HashSet<>();
    for (String label : store.labels()) {
      try {
        redacted.addAll(store.manifest(label).claim().redacted());
      } catch (StoreException e) {
        if (label.equals(store.active())) {
          throw e;
        }
        // Told where an ingredient leads there; a manifest nothing leads to is not looked at.
      }
    }
    return redacted;
  }
}
