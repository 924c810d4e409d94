package io.colophon.labeling.credentials;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code c2pa.ingredient.v3} (C2PA 2.4, 18.16) for the manifest that the content came with, and
 * what a validator found in it then.
 */
final class Ingredient {
  static final String LABEL = "c2pa.ingredient.v3";
  static final String PARENT = "parentOf";

  private static final String STORE_ADDRESS = "self#jumbf=/" + JumbfType.STORE_LABEL + "/";

  private Ingredient() {}

  static Assertion parent(UpstreamManifest upstream) {
    String address = STORE_ADDRESS + upstream.active();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("relationship", PARENT);
    if (!upstream.title().isBlank()) {
      map.put("dc:title", upstream.title());
    }
    if (!upstream.mimeType().isBlank()) {
      map.put("dc:format", upstream.mimeType());
    }
    map.put("activeManifest", HashedUri.of(address, upstream.activeHash()));
    map.put(
        "claimSignature",
        HashedUri.of(address + "/" + JumbfType.SIGNATURE_LABEL, upstream.claimSignatureHash()));
    map.put(
        "validationResults",
        Map.of(
            "activeManifest",
            Map.of(
                "success", statuses(upstream.successes()),
                "informational", List.of(),
                "failure", statuses(upstream.failures()))));
    return Assertion.cbor(LABEL, map);
  }

  private static List<Map<String, Object>> statuses(List<UpstreamManifest.Status> statuses) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (UpstreamManifest.Status status : statuses) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("code", status.code());
      if (!status.url().isEmpty()) {
        map.put("url", status.url());
      }
      if (!status.explanation().isEmpty()) {
        map.put("explanation", status.explanation());
      }
      list.add(map);
    }
    return list;
  }
}
