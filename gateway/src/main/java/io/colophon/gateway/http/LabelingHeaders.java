package io.colophon.gateway.http;

import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.pipeline.LabelOmission;
import io.colophon.gateway.pipeline.LabelingWish;
import io.colophon.labeling.Jurisdiction;
import io.colophon.labeling.policy.ContentUse;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request's headers ask of labelling.
 *
 * <table>
 * <caption>Headers</caption>
 * <tr><td>{@code x-colophon-labeling}</td><td>further regimes, such as {@code kr, vn}</td></tr>
 * <tr><td>{@code x-colophon-label-use}</td><td>public, chat, export or public-interest</td></tr>
 * <tr><td>{@code x-colophon-label-show}</td><td>{@code true}: also where a regime leaves it to the
 * user</td></tr>
 * <tr><td>{@code x-colophon-omit-agreement}, {@code -reason}, {@code -requester}, {@code
 * -accepted-at}, {@code -delivered-to}</td><td>asks for a copy without the label that people see or
 * hear</td></tr>
 * </table>
 */
final class LabelingHeaders {
  private static final String OMIT = "x-colophon-omit-";
  private static final int LONGEST = 256;

  private LabelingHeaders() {}

  static LabelingWish read(HttpHeaders headers, Optional<String> endUser) {
    Set<Jurisdiction> regimes = regimes(headers.get("x-colophon-labeling"));
    Optional<ContentUse> use = use(headers.get("x-colophon-label-use"));
    String shown = headers.get("x-colophon-label-show");
    Optional<LabelOmission> omission = omission(headers, endUser);
    LabelingWish wish =
        new LabelingWish(regimes, use, shown != null && shown.equalsIgnoreCase("true"), omission);
    return wish.isNone() ? LabelingWish.NONE : wish;
  }

  private static Set<Jurisdiction> regimes(@Nullable String wanted) {
    if (wanted == null || wanted.isBlank()) {
      return Set.of();
    }
    EnumSet<Jurisdiction> wished = EnumSet.noneOf(Jurisdiction.class);
    int from = 0;
    while (from <= wanted.length()) {
      int comma = wanted.indexOf(',', from);
      int to = comma < 0 ? wanted.length() : comma;
      String id = wanted.substring(from, to).strip().toLowerCase(Locale.ROOT);
      wished.add(
          Jurisdiction.of(id)
              .orElseThrow(
                  () ->
                      Refusal.invalid(
                          "x-colophon-labeling",
                          "\"" + Excerpt.of(id) + "\", expected cn, eu, us-ca, kr, in or vn")));
      from = to + 1;
    }
    return wished;
  }

  private static Optional<ContentUse> use(@Nullable String wanted) {
    if (wanted == null || wanted.isBlank()) {
      return Optional.empty();
    }
    String id = wanted.strip().toLowerCase(Locale.ROOT);
    return Optional.of(
        ContentUse.of(id)
            .filter(ContentUse::callersMaySay)
            .orElseThrow(
                () ->
                    Refusal.invalid(
                        "x-colophon-label-use",
                        "\""
                            + Excerpt.of(id)
                            + "\", expected public, chat, export or public-interest; what lifts a"
                            + " duty is for the operator's configuration to say")));
  }

  private static Optional<LabelOmission> omission(HttpHeaders headers, Optional<String> endUser) {
    String agreement = headers.get(OMIT + "agreement");
    if (agreement == null) {
      return Optional.empty();
    }
    String requester = headers.get(OMIT + "requester");
    String deliveredTo = headers.get(OMIT + "delivered-to");
    return Optional.of(
        new LabelOmission(
            given("agreement", agreement),
            given("reason", headers.get(OMIT + "reason")),
            given("requester", requester == null ? endUser.orElse(null) : requester),
            acceptedAt(headers.get(OMIT + "accepted-at")),
            deliveredTo == null
                ? Optional.empty()
                : Optional.of(given("delivered-to", deliveredTo))));
  }

  private static String given(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw Refusal.invalid(
          OMIT + name, "missing: a copy without the label needs agreement, reason and requester");
    }
    if (value.length() > LONGEST) {
      throw Refusal.invalid(
          OMIT + name, value.length() + " characters, expected at most " + LONGEST);
    }
    return value.strip();
  }

  private static Optional<Instant> acceptedAt(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text.strip()));
    } catch (DateTimeException malformed) {
      throw Refusal.invalid(
          OMIT + "accepted-at",
          "\"" + Excerpt.of(text) + "\", expected a time such as 2026-01-31T08:00:00Z");
    }
  }
}
