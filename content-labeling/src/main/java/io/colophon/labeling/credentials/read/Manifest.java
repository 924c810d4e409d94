package io.colophon.labeling.credentials.read;

import io.colophon.labeling.credentials.JumbfType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One manifest of a store.
 *
 * @param label its URN
 * @param update whether it is an update manifest: says more about a file without new bytes
 * @param box where it is
 * @param claimBytes the claim as it was signed
 * @param signatureBox the box of the signature
 * @param assertions by label, in the order of the store
 */
record Manifest(
    String label,
    boolean update,
    JumbfBox box,
    Claim claim,
    byte[] claimBytes,
    JumbfBox signatureBox,
    Map<String, Assertion> assertions) {

  private static final String HARD_BINDING = "c2pa.hash.";

  /** The assertions of this kind, in any version, that the claim refers to, in its order. */
  List<Assertion> claimed(String base) {
    return claimed().filter(assertion -> assertion.is(base)).toList();
  }

  /** What binds it to the bytes of its file. */
  List<Assertion> hardBindings() {
    return claimed()
        .filter(assertion -> assertion.name().base().startsWith(HARD_BINDING))
        .filter(assertion -> !assertion.is("c2pa.hash.multi-asset"))
        .toList();
  }

  private Stream<Assertion> claimed() {
    return claim.assertions().stream()
        .flatMap(uri -> JumbfUri.parse(uri.url()).stream())
        .filter(uri -> uri.isIn(label, label))
        .flatMap(uri -> uri.assertion().stream())
        .distinct()
        .flatMap(name -> Optional.ofNullable(assertions.get(name)).stream());
  }

  /** The content of the signature box. */
  byte[] signature() throws StoreException {
    return content(signatureBox, StatusCodes.SIGNATURE_MISSING, "signature").contents();
  }

  /** Address of the signature. */
  String signatureUrl() {
    return JumbfUri.to(label, JumbfType.SIGNATURE_LABEL);
  }

  /** Address of an assertion. */
  String url(Assertion assertion) {
    return JumbfUri.assertion(label, assertion.label());
  }

  static Manifest read(JumbfBox box) throws StoreException {
    JumbfBox claimBox =
        one(box, JumbfType.CLAIM, StatusCodes.CLAIM_MISSING, StatusCodes.CLAIM_MULTIPLE);
    JumbfBox signature =
        one(box, JumbfType.SIGNATURE, StatusCodes.SIGNATURE_MISSING, StatusCodes.GENERAL_ERROR);
    JumbfBox store =
        one(
            box,
            JumbfType.ASSERTION_STORE,
            StatusCodes.ASSERTION_MISSING,
            StatusCodes.GENERAL_ERROR);
    byte[] claimBytes = content(claimBox, StatusCodes.CLAIM_CBOR_INVALID, "claim").contents();
    Map<String, Assertion> assertions = new LinkedHashMap<>();
    for (JumbfBox child : store.children()) {
      if (assertions.put(child.label(), Assertion.of(child)) != null) {
        throw new StoreException(
            StatusCodes.GENERAL_ERROR, "two assertions of label '" + child.label() + "'");
      }
    }
    return new Manifest(
        box.label(),
        box.is(JumbfType.UPDATE_MANIFEST),
        box,
        claim(claimBox.label(), claimBytes),
        claimBytes,
        signature,
        assertions);
  }

  private static Claim claim(String label, byte[] bytes) throws StoreException {
    Cbor item;
    try {
      item = CborReader.read(bytes);
    } catch (CborException e) {
      throw e.as(StatusCodes.CLAIM_CBOR_INVALID);
    }
    try {
      return Claim.read(label, item);
    } catch (CborException e) {
      throw e.as(StatusCodes.CLAIM_MALFORMED);
    }
  }

  private static JumbfBox one(JumbfBox manifest, JumbfType type, String none, String many)
      throws StoreException {
    List<JumbfBox> boxes = manifest.all(type);
    if (boxes.size() != 1) {
      throw new StoreException(
          boxes.isEmpty() ? none : many,
          boxes.size() + " boxes of type " + type + " in a manifest, expected 1");
    }
    return boxes.get(0);
  }

  private static JumbfBox content(JumbfBox box, String code, String what) throws StoreException {
    Optional<JumbfBox> content = box.content("cbor");
    if (content.isEmpty() || box.children().size() != 1) {
      throw new StoreException(
          code,
          "a "
              + what
              + " with "
              + box.children().stream().map(JumbfBox::type).limit(9).collect(Collectors.toList())
              + " inside, expected one box of type cbor");
    }
    return content.get();
  }
}
