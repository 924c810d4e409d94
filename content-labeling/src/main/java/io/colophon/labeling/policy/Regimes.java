package io.colophon.labeling.policy;

import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.policy.Demand.Shown;

/**
 * What each regime asks, alone. Where a law leaves a gateway to guess what a file will be used for,
 * the stricter reading is taken.
 */
final class Regimes {
  private Regimes() {}

  static Demand demand(Jurisdiction regime, Medium medium, ContentUse use, ContentFacts facts) {
    return switch (regime) {
      case CN -> china(medium, use);
      case EU -> europe(medium, use, facts);
      case US_CA -> california(medium);
      case KR -> korea(medium, use);
      case IN -> isRealistic(medium) ? Demand.shown(Shown.YES).never().signed() : Demand.NOTHING;
      case VN -> vietnam(medium, use);
    };
  }

  /** Measures Articles 2, 4 and 9, GB 45438-2025 clause 5. */
  private static Demand china(Medium medium, ContentUse use) {
    if (use == ContentUse.INTERNAL) {
      return Demand.NOTHING.because(Reasons.INTERNAL);
    }
    if (use == ContentUse.MACHINE && medium == Medium.TEXT) {
      return Demand.NOTHING;
    }
    return use == ContentUse.CHAT
        ? Demand.shown(Shown.YES).because(Reasons.UI_NOTICE)
        : Demand.shown(Shown.YES);
  }

  /** AI Act Article 50(1), (2) and (4); Code of Practice measures 1.1.1, 1.1.2 and section 2. */
  private static Demand europe(Medium medium, ContentUse use, ContentFacts facts) {
    if (isRealistic(medium)) {
      return use == ContentUse.INTERNAL
          ? Demand.NOTHING.marked().signed().because(Reasons.INTERNAL)
          : Demand.shown(Shown.YES).marked().signed();
    }
    boolean greeting = use == ContentUse.CHAT && facts.opening();
    Shown shown = greeting || use == ContentUse.PUBLIC_INTEREST ? Shown.YES : Shown.NO;
    Demand demand = Demand.shown(shown);
    if (greeting) {
      demand = demand.never(); // 50(1): whoever meets the machine is told, whatever was agreed
    }
    if (medium == Medium.DOCUMENT) {
      return demand.signed().because(Reasons.NO_TEXT_WATERMARK);
    }
    if (use == ContentUse.MACHINE) {
      return Demand.NOTHING; // out of scope: code, JSON, machine to machine
    }
    boolean isShort = facts.tokens().orElse(Integer.MAX_VALUE) < LabelRules.SHORT_TEXT_TOKENS;
    return isShort
        ? demand.because(Reasons.SHORT_TEXT)
        : demand.signed().because(Reasons.NO_TEXT_WATERMARK);
  }

  /** B&P Code 22757.3: a latent disclosure in media; a manifest one is the user's to choose. */
  private static Demand california(Medium medium) {
    return isRealistic(medium) ? Demand.shown(Shown.ON_WISH).signed() : Demand.NOTHING;
  }

  /**
   * AI Basic Act Article 31, Decree Article 23: inside a service its notice is enough; a file bears
   * a mark that people perceive, or one that machines read and a notice.
   */
  private static Demand korea(Medium medium, ContentUse use) {
    if (medium == Medium.TEXT) {
      return switch (use) {
        case CHAT -> Demand.NOTHING.because(Reasons.UI_NOTICE);
        case MACHINE -> Demand.NOTHING;
        default -> Demand.shown(Shown.YES);
      };
    }
    return Demand.shown(Shown.YES).signed();
  }

  /** Law 134/2025, Decree 142/2026: internal and test use is exempt from the shown label. */
  private static Demand vietnam(Medium medium, ContentUse use) {
    if (!isRealistic(medium)) {
      return Demand.NOTHING;
    }
    return use == ContentUse.INTERNAL
        ? Demand.NOTHING.signed().because(Reasons.INTERNAL)
        : Demand.shown(Shown.YES).never().signed();
  }

  /** Pictures, sounds and films: what the regimes beside China call realistic. */
  private static boolean isRealistic(Medium medium) {
    return medium == Medium.IMAGE || medium == Medium.SOUND || medium == Medium.FILM;
  }
}
