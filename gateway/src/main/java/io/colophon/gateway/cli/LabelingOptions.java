package io.colophon.gateway.cli;

import io.colophon.v1.ExplicitLabelOmission;
import io.colophon.v1.LabelingRequest;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * What a command line asks of labelling. Whether it may is for the gateway to say, which names the
 * field it refuses.
 */
final class LabelingOptions {
  @Option(
      names = "--jurisdiction",
      paramLabel = "J",
      split = ",",
      description = "further regimes to label for: cn, eu, us-ca, kr, in, vn")
  private List<String> jurisdictions = List.of();

  @Option(
      names = "--use",
      paramLabel = "U",
      description =
          "what it is made for: public, chat, export or public-interest (default: as configured)")
  private String use = "";

  @Option(
      names = "--omit-agreement",
      paramLabel = "ID",
      description =
          "asks for a copy without the label that people see or hear, under this agreement; the"
              + " metadata label stays, and who asked is kept for at least 190 days")
  private Optional<String> agreement = Optional.empty();

  @Option(
      names = "--omit-requester",
      paramLabel = "WHO",
      description = "with --omit-agreement: who asks, as the agreement knows him")
  private Optional<String> requester = Optional.empty();

  @Option(names = "--omit-reason", paramLabel = "TEXT", description = "with --omit-agreement: why")
  private Optional<String> reason = Optional.empty();

  /**
   * Empty where nothing is asked: then the policy holds as configured.
   *
   * @throws UsageException if an omission is asked for by halves
   */
  Optional<LabelingRequest> toRequest() {
    LabelingRequest.Builder request =
        LabelingRequest.newBuilder().addAllJurisdictions(jurisdictions).setUse(use);
    if (agreement.isPresent() || requester.isPresent() || reason.isPresent()) {
      request.setOmitExplicit(
          ExplicitLabelOmission.newBuilder()
              .setAgreementId(given("--omit-agreement", agreement))
              .setRequester(given("--omit-requester", requester))
              .setReason(given("--omit-reason", reason)));
    }
    LabelingRequest asked = request.build();
    return asked.equals(LabelingRequest.getDefaultInstance())
        ? Optional.empty()
        : Optional.of(asked);
  }

  private static String given(String option, Optional<String> value) {
    return value
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () ->
                new UsageException(
                    option
                        + " is missing: a copy without the shown label needs --omit-agreement,"
                        + " --omit-requester and --omit-reason"));
  }
}
