package io.colophon.labeling.credentials.read;

import io.colophon.labeling.credentials.JumbfType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The manifests of a file. They are read when they are asked for. */
final class ManifestStore {
  private static final Set<JumbfType> MANIFESTS =
      Set.of(JumbfType.MANIFEST, JumbfType.MANIFEST_2, JumbfType.UPDATE_MANIFEST);

  private final Map<String, JumbfBox> boxes;
  private final Map<String, Manifest> read = new HashMap<>();
  private final String active;

  private ManifestStore(Map<String, JumbfBox> boxes, String active) {
    this.boxes = boxes;
    this.active = active;
  }

  /**
   * Finds the manifests.
   *
   * @param store bytes that begin with the store's superbox
   */
  static ManifestStore read(byte[] store) throws StoreException {
    return read(JumbfReader.read(store));
  }

  /** The same for boxes that have been found already. */
  static ManifestStore read(JumbfBox store) throws StoreException {
    Map<String, JumbfBox> boxes = new LinkedHashMap<>();
    String last = "";
    for (JumbfBox box : store.children()) {
      if (box.is(JumbfType.COMPRESSED_MANIFEST)) {
        throw new StoreException(
            StatusCodes.GENERAL_ERROR, "a compressed manifest: it is not decompressed here");
      }
      if (!MANIFESTS.contains(box.holds().orElse(JumbfType.STORE))) {
        continue;
      }
      last = box.label();
      if (last.isEmpty() || boxes.put(last, box) != null) {
        throw new StoreException(
            StatusCodes.GENERAL_ERROR, "manifests of the same label '" + last + "', or of none");
      }
    }
    if (boxes.isEmpty()) {
      throw new StoreException(StatusCodes.CLAIM_MISSING, "a store without a manifest");
    }
    return new ManifestStore(boxes, last);
  }

  /** Label of the manifest that speaks of the file as it is: the last one (C2PA 2.2, 11.1.4.2). */
  String active() {
    return active;
  }

  /** Labels of all manifests, in the order of the store. */
  Set<String> labels() {
    return boxes.keySet();
  }

  /** Where a manifest is; empty when the store has none of this label. */
  Optional<JumbfBox> box(String label) {
    return Optional.ofNullable(boxes.get(label));
  }

  /** A manifest that {@link #box} knows. */
  Manifest manifest(String label) throws StoreException {
    Manifest known = read.get(label);
    if (known != null) {
      return known;
    }
    JumbfBox box =
        box(label)
            .orElseThrow(
                () -> new StoreException(StatusCodes.CLAIM_MISSING, "no manifest " + label));
    Manifest manifest = Manifest.read(box);
    read.put(label, manifest);
    return manifest;
  }
}
