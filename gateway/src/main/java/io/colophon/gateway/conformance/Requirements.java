package io.colophon.gateway.conformance;

import io.colophon.labeling.ExplicitLabel;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.LabelReasons;
import io.colophon.labeling.policy.Medium;
import io.colophon.labeling.policy.Reasons;
import io.colophon.labeling.provenance.ProvenanceRecord;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What each regime asks of outputs, as far as a record can show it. */
final class Requirements {
  private static final double LEAST_HEIGHT = 0.05;
  private static final long LEAST_FILM_MILLIS = 2000;

  private static final Set<String> WHY_NOT_SHOWN =
      Set.of(
          LabelReasons.OMITTED_ON_REQUEST,
          LabelReasons.STRUCTURED_OUTPUT,
          Reasons.INTERNAL,
          Reasons.NOT_ASKED,
          "handed-on");

  private Requirements() {}

  static List<Requirement> of(Jurisdiction regime) {
    return switch (regime) {
      case CN -> china();
      case EU -> europe();
      case US_CA -> california();
      case KR -> korea();
      case IN -> india();
      case VN -> vietnam();
    };
  }

  private static List<Requirement> china() {
    return List.of(
        new Requirement(
            "CN-M",
            "metadata label with the id of the record (GB 45438-2025 Annex E)",
            record -> true,
            Requirements::hasMetadataLabel),
        new Requirement(
            "CN-E",
            "label that people see or hear, or the reason why not (Measures Articles 4 and 9)",
            record -> true,
            record -> isShown(record) || hasReason(record, WHY_NOT_SHOWN)),
        new Requirement(
            "CN-H",
            "height of drawn words at least 5 % of the shortest side (clauses 5.2 and 5.4)",
            record -> explicit(record, e -> e.heightRatio().isPresent()),
            record -> explicit(record, e -> e.heightRatio().orElse(0) >= LEAST_HEIGHT)),
        new Requirement(
            "CN-V",
            "words on films from the first frame for at least 2 s (clause 5.4); shorter films:"
                + " throughout",
            record -> isFilm(record) && isShown(record),
            record ->
                explicit(
                    record,
                    e ->
                        e.startMillis().orElse(0) == 0
                            && (e.durationMillis().isEmpty()
                                || e.durationMillis().getAsLong() >= LEAST_FILM_MILLIS
                                || e.place().contains("whole")))),
        new Requirement(
            "CN-X",
            "copies without the shown label: agreement, requester and reason (Article 9)",
            record -> hasReason(record, Set.of(LabelReasons.OMITTED_ON_REQUEST)),
            record -> record.unlabelled().isPresent() && hasMetadataLabel(record)),
        readBack());
  }

  private static List<Requirement> europe() {
    return List.of(
        new Requirement(
            "EU-1",
            "layer 1: signed metadata (Code of Practice 1.1.1)",
            Requirements::isMedia,
            record ->
                record.labels().credentials().isPresent()
                    || hasReason(record, Set.of(LabelReasons.NO_CREDENTIALS_FOR_FORMAT))),
        new Requirement(
            "EU-S",
            "the signature is time-stamped (Code of Practice 1.1.1)",
            record -> record.labels().credentials().isPresent(),
            record ->
                record
                    .labels()
                    .credentials()
                    .flatMap(io.colophon.labeling.CredentialLabel::stampedAt)
                    .isPresent()),
        new Requirement(
            "EU-2",
            "layer 2: imperceptible watermark (Code of Practice 1.1.2)",
            Requirements::isMedia,
            record ->
                record.labels().watermark().isPresent()
                    || hasReason(record, Set.of(LabelReasons.NO_WATERMARK_FOR_FORMAT))),
        new Requirement(
            "EU-T",
            "text: signed from 200 tokens on, or the reason why not",
            record -> !isMedia(record),
            record ->
                record.labels().credentials().isPresent() || !record.labels().reasons().isEmpty()),
        readBack());
  }

  private static List<Requirement> california() {
    return List.of(
        new Requirement(
            "CA-L",
            "latent disclosure: provider, system and version, time, id (22757.3(b))",
            Requirements::isMedia,
            record ->
                record.labels().credentials().isPresent()
                    || hasReason(record, Set.of(LabelReasons.NO_CREDENTIALS_FOR_FORMAT))),
        readBack());
  }

  private static List<Requirement> korea() {
    return List.of(
        new Requirement(
            "KR-E",
            "file: mark that people perceive, or one that machines read and a notice",
            Requirements::isMedia,
            record ->
                isShown(record)
                    || (record.labels().credentials().isPresent()
                        && hasReason(record, Set.of(Reasons.UI_NOTICE)))),
        readBack());
  }

  private static List<Requirement> india() {
    return List.of(
        new Requirement(
            "IN-V",
            "prominent label; before the content in sounds (Rule 3(3))",
            Requirements::isMedia,
            Requirements::isShown),
        new Requirement(
            "IN-I",
            "permanent metadata with an id",
            Requirements::isMedia,
            Requirements::hasMetadataLabel),
        new Requirement(
            "IN-X",
            "no label was left out",
            Requirements::isMedia,
            record -> record.unlabelled().isEmpty()),
        readBack());
  }

  private static List<Requirement> vietnam() {
    return List.of(
        new Requirement(
            "VN-E",
            "label at or before access (Decree 142/2026); internal use is exempt",
            Requirements::isMedia,
            record -> isShown(record) || hasReason(record, Set.of(Reasons.INTERNAL))),
        new Requirement(
            "VN-M",
            "mark that machines read",
            Requirements::isMedia,
            Requirements::hasMetadataLabel),
        readBack());
  }

  private static Requirement readBack() {
    return new Requirement(
        "RB",
        "labels were read back before release",
        record -> true,
        record ->
            record.labels().readback().filter(b -> b.verdict().equals("labeled")).isPresent());
  }

  private static boolean hasMetadataLabel(ProvenanceRecord record) {
    return record
        .labels()
        .implicit()
        .filter(
            label ->
                label
                    .aigcJson()
                    .contains("\"" + record.labels().produceId().orElse("\u0000") + "\""))
        .isPresent();
  }

  private static boolean isShown(ProvenanceRecord record) {
    return record.labels().explicit().isPresent();
  }

  private static boolean explicit(ProvenanceRecord record, Predicate<ExplicitLabel> holds) {
    return record.labels().explicit().filter(holds).isPresent();
  }

  private static boolean hasReason(ProvenanceRecord record, Set<String> reasons) {
    return record.labels().reasons().stream().anyMatch(reasons::contains);
  }

  private static boolean isMedia(ProvenanceRecord record) {
    Medium medium = Medium.of(record.output().mimeType());
    return medium != Medium.TEXT && medium != Medium.DOCUMENT;
  }

  private static boolean isFilm(ProvenanceRecord record) {
    return Medium.of(record.output().mimeType()) == Medium.FILM;
  }
}
