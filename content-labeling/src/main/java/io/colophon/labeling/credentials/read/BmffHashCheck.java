package io.colophon.labeling.credentials.read;

import io.colophon.labeling.container.Range;
import io.colophon.labeling.container.Source;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Checks a {@code c2pa.hash.bmff} assertion of version 2 or 3 (C2PA 2.2, 15.12.2). */
final class BmffHashCheck {
  private static final int MAX_BOXES = 200_000;
  private static final int MAX_EXCLUSIONS = 200;

  /** Boxes that every signer leaves out: the store's own, and those that players rewrite. */
  private static final Set<String> USUAL = Set.of("uuid", "ftyp", "mfra");

  private final Source file;
  private final List<BmffExclusion> exclusions;
  private final List<Range> excluded = new ArrayList<>();
  private final TreeSet<Long> marks = new TreeSet<>();
  private final int[] budget = {MAX_BOXES};

  private BmffHashCheck(Source file, List<BmffExclusion> exclusions) {
    this.file = file;
    this.exclusions = exclusions;
  }

  /**
   * Checks it.
   *
   * @param version of the assertion; from 2 on the position of every box is hashed with it
   * @param url address of the assertion
   */
  static void check(
      CborMap says,
      int version,
      Optional<String> claimAlgorithm,
      Asset asset,
      String url,
      Findings findings)
      throws StoreException, IOException {
    List<BmffExclusion> exclusions = new ArrayList<>();
    Optional<byte[]> expected;
    Optional<String> algorithm;
    List<MerkleTree> trees = new ArrayList<>();
    try {
      for (Cbor item : says.items("exclusions")) {
        exclusions.add(BmffExclusion.read(item.map("exclusion")));
      }
      for (Cbor item : says.items("merkle")) {
        trees.add(MerkleTree.read(item.map("merkle")));
      }
      expected = says.bytes("hash");
      algorithm = says.text("alg");
    } catch (CborException e) {
      throw e.as(StatusCodes.BMFF_HASH_MALFORMED);
    }
    if (exclusions.isEmpty()
        || exclusions.size() > MAX_EXCLUSIONS
        || (expected.isEmpty() && trees.isEmpty())) {
      throw new StoreException(
          StatusCodes.BMFF_HASH_MALFORMED, "without exclusions, or without any hash");
    }
    if (exclusions.stream()
        .anyMatch(e -> e.path().size() > 1 || !USUAL.contains(e.path().get(0).type()))) {
      findings.neutral(StatusCodes.MORE_BMFF_EXCLUSIONS, url, "more than usual is left out");
    }
    Source file =
        asset
            .file()
            .orElseThrow(
                () -> new StoreException(StatusCodes.BMFF_HASH_MISMATCH, "there are no boxes"));
    BmffHashCheck check = new BmffHashCheck(file, exclusions);
    List<BmffBox> top = check.walk();
    if (version < 2) {
      check.marks.clear();
    }
    Exclusions left = new Exclusions(asset, check.excluded, check.marks);
    Optional<String> hashWith = algorithm.or(() -> claimAlgorithm);
    boolean right =
        expected.isEmpty()
            || MessageDigest.isEqual(
                expected.get(), left.hash(HashAlgorithm.digest(hashWith, claimAlgorithm)));
    if (right && !trees.isEmpty()) {
      right = new MerkleCheck(asset.size(), left, top, hashWith).check(trees);
    }
    if (right) {
      findings.good(StatusCodes.BMFF_HASH_MATCH, url, "the boxes are those that were signed");
    } else {
      findings.bad(StatusCodes.BMFF_HASH_MISMATCH, url, "the boxes are not those that were signed");
    }
  }

  private List<BmffBox> walk() throws StoreException, IOException {
    List<BmffBox> top = BmffBox.list(file, 0, file.size(), budget);
    top.forEach(box -> marks.add(box.at()));
    visit(top, 0, exclusions);
    return top;
  }

  private void visit(List<BmffBox> boxes, int depth, List<BmffExclusion> candidates)
      throws StoreException, IOException {
    Map<String, Integer> seen = new HashMap<>();
    for (BmffBox box : boxes) {
      int index = seen.merge(box.type(), 1, Integer::sum);
      List<BmffExclusion> inside = new ArrayList<>();
      for (BmffExclusion exclusion : candidates) {
        BmffExclusion.Step step = exclusion.path().get(depth);
        if (!step.type().equals(box.type()) || (step.index() != 0 && step.index() != index)) {
          continue;
        }
        if (exclusion.path().size() > depth + 1) {
          inside.add(exclusion);
        } else if (exclusion.matches(box, file)) {
          exclude(exclusion, box);
        }
      }
      if (!inside.isEmpty() && box.isContainer()) {
        long from = box.childrenAt(file);
        visit(BmffBox.list(file, from, box.end(), budget), depth + 1, inside);
      }
    }
  }

  private void exclude(BmffExclusion exclusion, BmffBox box) {
    excluded.addAll(exclusion.of(box));
    if (exclusion.subset().isEmpty()) {
      marks.remove(box.at());
    }
  }
}
