package io.colophon.labeling.provenance;

import java.time.Instant;
import java.util.Optional;

/**
 * Which records to list; what is empty does not matter.
 *
 * @param tenant exactly this tenant
 * @param from at or after this time
 * @param to before this time
 * @param modality text, image, audio or video
 * @param model exactly this served model, or target model where the provider did not say
 * @param generationId exactly this generation
 */
public record RecordFilter(
    Optional<String> tenant,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> modality,
    Optional<String> model,
    Optional<String> generationId) {

  /** Returns the filter that lets every record through. */
  public static RecordFilter all() {
    return new RecordFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns this filter for one tenant only. */
  public RecordFilter withTenant(String only) {
    return new RecordFilter(Optional.of(only), from, to, modality, model, generationId);
  }

  /** Returns this filter from one time to before another. */
  public RecordFilter withTimes(Instant first, Instant end) {
    return new RecordFilter(
        tenant, Optional.of(first), Optional.of(end), modality, model, generationId);
  }

  /** Returns this filter for one modality only. */
  public RecordFilter withModality(String only) {
    return new RecordFilter(tenant, from, to, Optional.of(only), model, generationId);
  }

  /** Returns this filter for one model only. */
  public RecordFilter withModel(String only) {
    return new RecordFilter(tenant, from, to, modality, Optional.of(only), generationId);
  }

  /** Returns this filter for one generation only. */
  public RecordFilter withGenerationId(String only) {
    return new RecordFilter(tenant, from, to, modality, model, Optional.of(only));
  }

  boolean accepts(ProvenanceRecord record) {
    return tenant.map(record.tenant()::equals).orElse(true)
        && from.map(time -> !record.time().isBefore(time)).orElse(true)
        && to.map(record.time()::isBefore).orElse(true)
        && modality.map(record.output().modality()::equals).orElse(true)
        && model.map(record.origin().model()::equals).orElse(true)
        && generationId.map(record.generationId()::equals).orElse(true);
  }
}
