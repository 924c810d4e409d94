package io.colophon.labeling.credentials;

import io.colophon.labeling.container.LabelWriter.BindingKind;
import io.colophon.labeling.container.Range;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The assertion that ties a manifest to its file. Its size is settled before the file is known:
 * room is kept for the largest positions, and what is not needed becomes padding.
 */
final class BindingAssertion {
  static final String DATA = "c2pa.hash.data";
  static final String BMFF = "c2pa.hash.bmff.v3";

  /** More ranges than any format needs; a JPEG or GIF has one. */
  static final int MOST_EXCLUSIONS = 1000;

  /** Extended type of the box that holds a store (C2PA 2.2, A.5.1). */
  private static final String BMFF_UUID = "D8FEC3D61B0E483C92975828877EC481";

  private static final int UUID_AT = 8;

  private final BindingKind kind;
  private final int exclusions;
  private final int dataBytes;

  /**
   * @param exclusions how many ranges a data binding may leave out
   */
  BindingAssertion(BindingKind kind, int exclusions) {
    this.kind = kind;
    this.exclusions = exclusions;
    this.dataBytes = Cbor.encode(widest()).length + Padding.ZEROS.leastBytes();
  }

  /** An assertion of the final size, about nothing. */
  Assertion blank() {
    if (kind == BindingKind.BMFF) {
      return Assertion.cbor(BMFF, boxes(new byte[Sha256.BYTES]));
    }
    return padded(map(new byte[Sha256.BYTES], List.of()));
  }

  /**
   * The assertion about a file; exactly as long as {@link #blank}.
   *
   * @throws IllegalArgumentException if the binding is not of the planned kind and size
   */
  Assertion of(HardBinding binding) {
    if (binding.sha256().length != Sha256.BYTES) {
      throw new IllegalArgumentException(
          "a hash of " + binding.sha256().length + " bytes, expected " + Sha256.BYTES);
    }
    if (binding instanceof HardBinding.Bmff && kind == BindingKind.BMFF) {
      return Assertion.cbor(BMFF, boxes(binding.sha256()));
    }
    if (binding instanceof HardBinding.Data data && kind == BindingKind.DATA) {
      if (data.exclusions().isEmpty() || data.exclusions().size() > exclusions) {
        throw new IllegalArgumentException(
            data.exclusions().size() + " exclusions, planned were 1 to " + exclusions);
      }
      requireOrder(data.exclusions());
      return padded(map(binding.sha256(), data.exclusions()));
    }
    throw new IllegalArgumentException(
        "a binding of the kind " + binding.getClass().getSimpleName() + ", planned was " + kind);
  }

  private static void requireOrder(List<Range> ranges) {
    long end = 0;
    for (Range range : ranges) {
      if (range.at() < end) {
        throw new IllegalArgumentException(
            "exclusion at " + range.at() + " begins before " + end + ", expected file order");
      }
      end = range.end();
    }
  }

  private Assertion padded(Map<String, Object> map) {
    Padding.ZEROS.add(map, dataBytes - Cbor.encode(map).length);
    return Assertion.cbor(DATA, map);
  }

  private Map<String, Object> widest() {
    List<Range> ranges = new ArrayList<>();
    for (int i = 0; i < exclusions; i++) {
      ranges.add(new Range(Long.MAX_VALUE / 2, Long.MAX_VALUE / 2));
    }
    return map(new byte[Sha256.BYTES], ranges);
  }

  private static Map<String, Object> map(byte[] sha256, List<Range> exclusions) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("alg", Sha256.C2PA_NAME);
    map.put("hash", sha256);
    map.put(
        "exclusions",
        exclusions.stream().map(r -> Map.of("start", r.at(), "length", r.length())).toList());
    return map;
  }

  private static Map<String, Object> boxes(byte[] sha256) {
    Map<String, Object> ours =
        Map.of(
            "xpath",
            "/uuid",
            "data",
            List.of(Map.of("offset", UUID_AT, "value", HexFormat.of().parseHex(BMFF_UUID))));
    return Map.of(
        "alg",
        Sha256.C2PA_NAME,
        "hash",
        sha256,
        "exclusions",
        List.of(ours, Map.of("xpath", "/ftyp"), Map.of("xpath", "/mfra")));
  }
}
