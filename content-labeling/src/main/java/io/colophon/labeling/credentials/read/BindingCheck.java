package io.colophon.labeling.credentials.read;

import io.colophon.labeling.container.Range;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that a file is the one its manifest speaks of (C2PA 2.2, 15.12). */
final class BindingCheck {
  private final ManifestStore store;
  private final Findings findings;

  BindingCheck(ManifestStore store, Findings findings) {
    this.store = store;
    this.findings = findings;
  }

  /**
   * Checks the hard binding of a manifest; for an update manifest, that of the manifest it updates.
   *
   * @param unit where the store stands in the file, headers included
   */
  void check(Manifest active, Asset asset, List<Range> unit) throws StoreException, IOException {
    if (active.update() && !active.hardBindings().isEmpty()) {
      findings.bad(
          StatusCodes.UPDATE_INVALID,
          JumbfUri.to(active.label()),
          "an update manifest with a binding of its own");
    }
    Optional<Manifest> bound = bound(active);
    String url = JumbfUri.to(bound.orElse(active).label());
    List<Assertion> bindings = bound.map(Manifest::hardBindings).orElse(List.of());
    if (bindings.isEmpty()) {
      findings.bad(StatusCodes.HARD_BINDING_MISSING, url, "nothing binds it to the file");
      return;
    }
    if (bindings.size() > 1) {
      findings.bad(
          StatusCodes.HARD_BINDING_MULTIPLE, url, bindings.size() + " bindings, expected one");
    }
    for (Assertion binding : bindings) {
      check(bound.orElseThrow(), binding, asset, unit, active.update());
    }
  }

  private void check(
      Manifest manifest, Assertion binding, Asset asset, List<Range> unit, boolean grown)
      throws StoreException, IOException {
    String url = manifest.url(binding);
    Optional<String> alg = manifest.claim().alg();
    Optional<CborMap> says = binding.cbor();
    try {
      if (says.isPresent() && binding.is("c2pa.hash.data")) {
        DataHashCheck.check(says.get(), alg, asset, unit, grown, url, findings);
      } else if (says.isPresent() && binding.is("c2pa.hash.bmff")) {
        BmffHashCheck.check(says.get(), binding.name().version(), alg, asset, url, findings);
      } else {
        findings.bad(
            StatusCodes.GENERAL_ERROR, url, binding.label() + " is a binding not checked here");
      }
    } catch (StoreException e) {
      findings.bad(e.code(), url, e.explanation());
    }
  }

  private Optional<Manifest> bound(Manifest active) throws StoreException {
    Set<String> seen = new HashSet<>();
    Manifest manifest = active;
    while (manifest.update() && seen.add(manifest.label())) {
      Optional<Manifest> parent = parent(manifest);
      if (parent.isEmpty()) {
        return Optional.empty();
      }
      manifest = parent.get();
    }
    return manifest.update() ? Optional.empty() : Optional.of(manifest);
  }

  private Optional<Manifest> parent(Manifest manifest) throws StoreException {
    for (Assertion assertion : manifest.claimed("c2pa.ingredient")) {
      IngredientClaim ingredient = IngredientClaim.of(assertion);
      Optional<String> label =
          ingredient
              .manifest()
              .flatMap(uri -> JumbfUri.parse(uri.url()))
              .flatMap(JumbfUri::manifest)
              .filter(name -> store.box(name).isPresent());
      if (ingredient.relationship().equals(IngredientClaim.PARENT) && label.isPresent()) {
        return Optional.of(store.manifest(label.get()));
      }
    }
    return Optional.empty();
  }
}
