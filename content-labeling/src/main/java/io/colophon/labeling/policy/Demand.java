package io.colophon.labeling.policy;

import java.util.List;

/**
 * What one regime asks for one output.
 *
 * @param shown whether people must see or hear it
 * @param omissible whether a copy without it may be handed out on request and agreement
 * @param watermark whether an imperceptible mark is asked for
 * @param credentials whether signed metadata is asked for
 * @param reasons codes of {@link Reasons}
 */
record Demand(
    Shown shown, boolean omissible, boolean watermark, boolean credentials, List<String> reasons) {

  /** Whether people must see or hear it. */
  enum Shown {
    NO,
    /** The user decides. */
    ON_WISH,
    YES
  }

  static final Demand NOTHING = new Demand(Shown.NO, true, false, false, List.of());

  static Demand shown(Shown shown) {
    return new Demand(shown, true, false, false, List.of());
  }

  Demand marked() {
    return new Demand(shown, omissible, true, credentials, reasons);
  }

  Demand signed() {
    return new Demand(shown, omissible, watermark, true, reasons);
  }

  Demand never() {
    return new Demand(shown, false, watermark, credentials, reasons);
  }

  Demand because(String... codes) {
    return new Demand(shown, omissible, watermark, credentials, List.of(codes));
  }
}
