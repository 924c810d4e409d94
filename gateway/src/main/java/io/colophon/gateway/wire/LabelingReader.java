package io.colophon.gateway.wire;

import io.colophon.gateway.pipeline.LabelOmission;
import io.colophon.gateway.pipeline.LabelingWish;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.policy.ContentUse;
import io.colophon.v1.ExplicitLabelOmission;
import io.colophon.v1.LabelingRequest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;

/** Reads what a caller asks of labelling, and writes it again. */
public final class LabelingReader {
  /** Longest id, name or reason, characters. */
  public static final int LONGEST = 256;

  private static final String OMIT = "labeling.omit_explicit";

  private LabelingReader() {}

  /**
   * Reads a wish that is no part of a generation.
   *
   * @throws io.colophon.gateway.failure.Refusal INVALID_REQUEST if anything is wrong with it
   */
  public static LabelingWish read(LabelingRequest in) {
    Violations violations = new Violations();
    LabelingWish wish = read(in, "", violations);
    violations.refuseIfAny();
    return wish;
  }

  static LabelingWish read(LabelingRequest in, String endUser, Violations violations) {
    EnumSet<Jurisdiction> wished = EnumSet.noneOf(Jurisdiction.class);
    for (String id : in.getJurisdictionsList()) {
      Optional<Jurisdiction> known = Jurisdiction.of(id);
      if (known.isPresent()) {
        wished.add(known.get());
      } else {
        violations.add(
            "labeling.jurisdictions",
            "\"" + Excerpt.of(id) + "\", expected cn, eu, us-ca, kr, in or vn");
      }
    }
    return new LabelingWish(
        wished,
        use(in.getUse(), violations),
        in.getShowExplicit(),
        in.hasOmitExplicit()
            ? omission(in.getOmitExplicit(), endUser, violations)
            : Optional.empty());
  }

  private static Optional<ContentUse> use(String id, Violations violations) {
    if (id.isEmpty()) {
      return Optional.empty();
    }
    Optional<ContentUse> use = ContentUse.of(id).filter(ContentUse::callersMaySay);
    if (use.isEmpty()) {
      violations.add(
          "labeling.use",
          "\""
              + Excerpt.of(id)
              + "\", expected public, chat, export or public-interest; what lifts a duty is for"
              + " the operator's configuration to say");
    }
    return use;
  }

  private static Optional<LabelOmission> omission(
      ExplicitLabelOmission in, String endUser, Violations violations) {
    String requester = in.getRequester().isBlank() ? endUser : in.getRequester();
    boolean whole =
        given(".agreement_id", in.getAgreementId(), violations)
            & given(".reason", in.getReason(), violations)
            & given(".requester", requester, violations);
    violations.text(OMIT + ".delivered_to", in.getDeliveredTo(), LONGEST);
    if (!whole) {
      return Optional.empty();
    }
    return Optional.of(
        new LabelOmission(
            in.getAgreementId(),
            in.getReason(),
            requester,
            in.hasAcceptedAt()
                ? Optional.of(
                    Instant.ofEpochSecond(
                        in.getAcceptedAt().getSeconds(), in.getAcceptedAt().getNanos()))
                : Optional.empty(),
            in.getDeliveredTo().isBlank() ? Optional.empty() : Optional.of(in.getDeliveredTo())));
  }

  private static boolean given(String field, String value, Violations violations) {
    violations.text(OMIT + field, value, LONGEST);
    if (value.isBlank()) {
      violations.add(
          OMIT + field, "missing: a copy without the label needs agreement, reason and requester");
      return false;
    }
    return true;
  }

  /** The wish as a message says it, for requests that are kept as messages. */
  public static LabelingRequest write(LabelingWish wish) {
    LabelingRequest.Builder out = LabelingRequest.newBuilder().setShowExplicit(wish.shown());
    wish.jurisdictions().forEach(regime -> out.addJurisdictions(regime.id()));
    wish.use().ifPresent(use -> out.setUse(use.id()));
    wish.omission()
        .ifPresent(
            omission -> {
              ExplicitLabelOmission.Builder copy =
                  out.getOmitExplicitBuilder()
                      .setAgreementId(omission.agreement())
                      .setReason(omission.reason())
                      .setRequester(omission.requester())
                      .setDeliveredTo(omission.deliveredTo().orElse(""));
              omission
                  .acceptedAt()
                  .ifPresent(time -> copy.setAcceptedAt(ReceiptWriter.timestamp(time)));
            });
    return out.build();
  }
}
