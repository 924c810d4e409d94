package io.colophon.gateway.cli;

import io.colophon.labeling.provenance.RecordFilter;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which provenance records. */
final class RecordFilterOptions {
  @Option(names = "--tenant", paramLabel = "T", description = "only this tenant's")
  private Optional<String> tenant = Optional.empty();

  @Option(names = "--from", paramLabel = "TIME", description = "entered at or after this time")
  private Optional<String> from = Optional.empty();

  @Option(names = "--to", paramLabel = "TIME", description = "entered before this time")
  private Optional<String> to = Optional.empty();

  @Option(names = "--modality", paramLabel = "M", description = "text, image, audio or video")
  private Optional<String> modality = Optional.empty();

  @Option(names = "--model", paramLabel = "N", description = "only by this model")
  private Optional<String> model = Optional.empty();

  @Option(names = "--request-id", paramLabel = "ID", description = "only of this generation")
  private Optional<String> requestId = Optional.empty();

  RecordFilter toFilter() {
    return new RecordFilter(
        tenant,
        from.map(text -> TimeOption.parse("--from", text)),
        to.map(text -> TimeOption.parse("--to", text)),
        modality,
        model,
        requestId);
  }
}
