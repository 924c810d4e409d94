package io.colophon.labeling.credentials.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Manifests that are wrong in one way each, and what validators have to say of them. */
final class ForgedCases {
  static final TestSigner SIGNER = TestSigner.of(SignatureAlgorithm.ES256);

  private ForgedCases() {}

  static Stream<ForgedCase> all() {
    return Stream.of(
            claims(), assertions(), actions(), bindings(), ingredients(), ForgedCertificates.all())
        .flatMap(cases -> cases);
  }

  private static Stream<ForgedCase> claims() {
    return Stream.of(
        ForgedCase.wrong("claim altered after signing", "claimSignature.mismatch")
            .with(f -> f.signedClaim = bytes -> swap(bytes, "Forge", "Gorge")),
        ForgedCase.wrong("signature of other bytes", "claimSignature.mismatch")
            .with(f -> f.cose = parts -> tagged(set(parts, 3, new byte[64]))),
        ForgedCase.wrong("signature without its tag", "claimSignature.mismatch")
            .refuses()
            .with(f -> f.cose = parts -> parts),
        ForgedCase.wrong("no signature", "claimSignature.missing")
            .refuses()
            .with(f -> f.parts = boxes -> boxes.subList(0, 2)),
        ForgedCase.wrong("no claim", "claim.missing")
            .refuses()
            .with(f -> f.parts = boxes -> List.of(boxes.get(0), boxes.get(2))),
        ForgedCase.wrong("two claims", "claim.multiple")
            .refuses()
            .with(
                f ->
                    f.parts =
                        boxes -> List.of(boxes.get(0), boxes.get(1), boxes.get(1), boxes.get(2))),
        ForgedCase.wrong("claim that is no CBOR", "claim.cbor.invalid")
            .refuses()
            .with(f -> f.signedClaim = bytes -> Arrays.copyOf(bytes, bytes.length - 9)),
        ForgedCase.wrong("claim without instanceID", "claim.malformed")
            .refuses()
            .with(f -> f.claim.remove("instanceID")),
        ForgedCase.wrong("claim without generator", "claim.malformed")
            .refuses()
            .with(f -> f.claim.remove("claim_generator_info")),
        ForgedCase.wrong("claim of an unknown version", "claim.malformed")
            .refuses()
            .with(f -> f.claimLabel = "c2pa.claim.v9"),
        ForgedCase.wrong("claim that names another signature", "claimSignature.missing")
            .with(f -> f.claim.put("signature", "self#jumbf=c2pa.other")),
        ForgedCase.wrong("claim with an unknown hash", "algorithm.unsupported")
            .theirsIs("assertion.hashedURI.mismatch")
            .with(f -> f.claim.put("alg", "md5")),
        ForgedCase.wrong("claim that redacts itself", "assertion.selfRedacted")
            .with(
                f ->
                    f.claim.put(
                        "redacted_assertions",
                        List.of("self#jumbf=/c2pa/" + f.label + "/c2pa.assertions/x"))),
        ForgedCase.wrong("store that is none", "general.error")
            .refuses()
            .with(f -> f.store = bytes -> swap(bytes, "c2pa", "c2pb")));
  }

  private static Stream<ForgedCase> assertions() {
    return Stream.of(
        ForgedCase.wrong("reference with another hash", "assertion.hashedURI.mismatch")
            .with(
                f ->
                    f.references =
                        list -> set(list, 0, reference("c2pa.actions.v2", new byte[32]))),
        ForgedCase.wrong("reference to nothing", "assertion.missing")
            .with(f -> f.references = list -> add(list, reference("c2pa.nothing", new byte[32]))),
        ForgedCase.wrong("reference to elsewhere", "assertion.outsideManifest")
            .theirsIs("assertion.missing", "assertion.outsideManifest", "claim.missing")
            .with(
                f ->
                    f.references =
                        list ->
                            add(
                                list,
                                Map.of(
                                    "url",
                                    "self#jumbf=/c2pa/urn:c2pa:other/c2pa.assertions/x",
                                    "hash",
                                    new byte[32]))),
        ForgedCase.wrong("assertion that the claim does not name", "assertion.undeclared")
            .refuses()
            .with(
                f -> {
                  f.with("org.test.more", Map.of("a", 1));
                  f.references = list -> without(list, "org.test.more");
                }),
        ForgedCase.wrong("assertion that is no JSON", "assertion.json.invalid")
            .theirsIs("assertion.json.invalid", "assertion.required.missing")
            .with(f -> f.with("org.test.json", "{no".getBytes(StandardCharsets.UTF_8))),
        ForgedCase.wrong("assertion that is no CBOR", "assertion.cbor.invalid")
            .theirsIs("assertion.cbor.invalid", "assertion.required.missing")
            .with(f -> f.with("org.test.cbor", new CborBytes.Raw(new byte[] {(byte) 0x9F, 1}))));
  }

  private static Stream<ForgedCase> actions() {
    return Stream.of(
        ForgedCase.wrong("created without source type", "assertion.action.malformed")
            .with(f -> f.actions(Map.of("action", "c2pa.created"))),
        ForgedCase.wrong("no actions at all", "assertion.action.malformed")
            .with(f -> f.assertions.remove("c2pa.actions.v2")),
        ForgedCase.wrong("first action is another", "assertion.action.malformed")
            .with(f -> f.actions(Map.of("action", "c2pa.edited"), created())),
        ForgedCase.wrong("created twice", "assertion.action.malformed")
            .with(f -> f.actions(created(), created())),
        ForgedCase.wrong("empty list of actions", "assertion.action.malformed")
            .refuses()
            .with(f -> f.actions()),
        ForgedCase.wrong("opened without ingredient", "assertion.action.ingredientMismatch")
            .with(f -> f.actions(Map.of("action", "c2pa.opened"))),
        ForgedCase.wrong("placed with nothing", "assertion.action.ingredientMismatch")
            .with(
                f ->
                    f.actions(
                        created(),
                        Map.of(
                            "action",
                            "c2pa.placed",
                            "parameters",
                            Map.of("ingredients", List.of())))),
        ForgedCase.wrong("translated without languages", "assertion.action.malformed")
            .with(f -> f.actions(created(), Map.of("action", "c2pa.translated"))));
  }

  private static Stream<ForgedCase> bindings() {
    return Stream.of(
        ForgedCase.wrong("no binding", "claim.hardBindings.missing")
            .refuses()
            .with(f -> f.bound = false),
        ForgedCase.wrong(
                "two bindings", "assertion.dataHash.mismatch", "assertion.multipleHardBindings")
            .with(
                f ->
                    f.with(
                        "c2pa.hash.data__1",
                        Map.of("alg", "sha256", "hash", new byte[32], "pad", new byte[0]))),
        ForgedCase.wrong("another hash", "assertion.dataHash.mismatch")
            .with(f -> f.hash = map -> put(map, "hash", new byte[32])),
        ForgedCase.wrong("no padding", "assertion.dataHash.malformed")
            .refuses()
            .with(
                f ->
                    f.hash =
                        map -> {
                          map.remove("pad");
                          return map;
                        }),
        ForgedCase.wrong("exclusion beyond the end", "assertion.dataHash.malformed")
            .theirsIs("assertion.dataHash.mismatch")
            .with(
                f ->
                    f.hash =
                        map ->
                            put(
                                map,
                                "exclusions",
                                List.of(Map.of("start", 33, "length", 1 << 30)))),
        ForgedCase.wrong("exclusions that overlap", "assertion.dataHash.malformed")
            .theirsIs("assertion.dataHash.mismatch")
            .with(
                f ->
                    f.hash =
                        map ->
                            put(
                                map,
                                "exclusions",
                                List.of(
                                    Map.of("start", 33, "length", 9),
                                    Map.of("start", 35, "length", 9)))),
        ForgedCase.wrong("binding of another kind", "general.error")
            .theirsIs("assertion.boxesHash.mismatch")
            .with(
                f -> {
                  f.bound = false;
                  f.with("c2pa.hash.boxes", Map.of("boxes", List.of()));
                }),
        ForgedCase.wrong("boxes of a file without boxes", "assertion.bmffHash.mismatch")
            .with(
                f -> {
                  f.bound = false;
                  f.with(
                      "c2pa.hash.bmff.v3",
                      Map.of(
                          "exclusions",
                          List.of(Map.of("xpath", "/ftyp")),
                          "alg",
                          "sha256",
                          "hash",
                          new byte[32]));
                }));
  }

  private static Stream<ForgedCase> ingredients() {
    Forge parent = new Forge(SIGNER, 2);
    Forge another = new Forge(SIGNER, 3);
    byte[] right = parent.manifest();
    byte[] second = another.manifest();
    return Stream.of(
        ForgedCase.wrong("parent that is right").with(f -> opened(f, right, parent.label)),
        ForgedCase.wrong("parent that was replaced", "ingredient.manifest.mismatch")
            .with(
                f -> {
                  opened(f, right, parent.label);
                  f.ingredients.set(0, parent.manifest());
                }),
        ForgedCase.wrong("parent that is not there", "ingredient.manifest.missing")
            .with(
                f -> {
                  opened(f, right, parent.label);
                  f.ingredients.clear();
                }),
        ForgedCase.wrong("two parents", "manifest.multipleParents")
            .with(
                f -> {
                  opened(f, right, parent.label);
                  f.ingredient("c2pa.ingredient.v3__1", "parentOf", second, another.label);
                }),
        ForgedCase.wrong(
                "parent with a broken signature",
                "claimSignature.mismatch",
                "ingredient.manifest.mismatch")
            .with(
                f -> {
                  opened(f, right, parent.label);
                  f.ingredients.set(0, swap(right, "Forge", "Gorge"));
                }),
        ForgedCase.wrong("parent without results", "assertion.ingredient.malformed")
            .with(
                f -> {
                  opened(f, right, parent.label);
                  withoutResults(f);
                }),
        ForgedCase.wrong("relationship of no kind", "assertion.ingredient.malformed")
            .refuses()
            .with(f -> f.with("c2pa.ingredient.v3", Map.of("relationship", "cousinOf"))),
        ForgedCase.wrong("opened with a component", "assertion.action.ingredientMismatch")
            .with(
                f -> {
                  opened(f, right, parent.label);
                  f.ingredients.clear();
                  f.ingredient("c2pa.ingredient.v3", "componentOf", right, parent.label);
                }),
        ForgedCase.wrong("update of a bound manifest", "assertion.dataHash.mismatch")
            .with(
                f -> {
                  opened(f, right, parent.label);
                  f.type = "c2um";
                  f.bound = false;
                }),
        ForgedCase.wrong(
                "update without parent",
                "claim.hardBindings.missing",
                "manifest.update.wrongParents")
            .refuses()
            .with(
                f -> {
                  f.type = "c2um";
                  f.bound = false;
                  f.actions(Map.of("action", "c2pa.published"));
                }),
        ForgedCase.wrong(
                "update that edits", "assertion.dataHash.mismatch", "manifest.update.invalid")
            .with(
                f -> {
                  opened(f, right, parent.label);
                  f.type = "c2um";
                  f.bound = false;
                  f.actions(Map.of("action", "c2pa.drawing"));
                }));
  }

  private static void opened(Forge forge, byte[] manifest, String label) {
    forge.ingredient("c2pa.ingredient.v3", "parentOf", manifest, label);
    forge.actions(
        Map.of(
            "action",
            "c2pa.opened",
            "parameters",
            Map.of("ingredients", List.of(reference("c2pa.ingredient.v3", new byte[32])))));
  }

  private static void withoutResults(Forge forge) {
    Map<String, Object> says = new LinkedHashMap<>();
    ((Map<?, ?>) forge.assertions.get("c2pa.ingredient.v3"))
        .forEach((key, value) -> says.put((String) key, value));
    says.remove("validationResults");
    forge.with("c2pa.ingredient.v3", says);
  }

  private static Map<String, Object> created() {
    return Map.of("action", "c2pa.created", "digitalSourceType", Forge.AI);
  }

  private static Map<String, Object> reference(String name, byte[] hash) {
    return Map.of("url", "self#jumbf=c2pa.assertions/" + name, "hash", hash);
  }

  private static Map<String, Object> put(Map<String, Object> map, String key, Object value) {
    map.put(key, value);
    return map;
  }

  private static <T> List<T> set(List<T> list, int at, T item) {
    List<T> changed = new ArrayList<>(list);
    changed.set(at, item);
    return changed;
  }

  private static List<Object> add(List<Object> list, Object item) {
    List<Object> changed = new ArrayList<>(list);
    changed.add(item);
    return changed;
  }

  private static List<Object> without(List<Object> list, String name) {
    return list.stream().filter(item -> !item.toString().contains(name)).toList();
  }

  private static Object tagged(List<Object> parts) {
    return new CborBytes.Tag(18, parts);
  }

  /** Replaces the first place where these characters stand by as many others. */
  private static byte[] swap(byte[] bytes, String old, String now) {
    byte[] changed = bytes.clone();
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(old);
    byte[] with = now.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(with, 0, changed, at, with.length);
    return changed;
  }
}
