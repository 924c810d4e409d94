package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitChecksTest {
  private static final String HEAD =
      """
      embedded: false
      labeling: [ { jurisdictions: [cn, eu], producer: studio } ]
      providers: { main: { type: openai, base-url: "https://h/v1", api-key: xyzzy } }
      models: { known: { modality: text, parameters: { total: 7e9 } } }
      routes:
        - { name: talk, match: { model: [chat, "gpt-*"], modality: text }, targets: [ { provider: main, model: unheard-of } ] }
        - { name: small, match: { model: tiny, modality: text }, targets: [ { provider: main, model: known } ] }
      tenants: { acme: {} }
      """;

  private static List<String> problems(String limit) {
    return Fixture.problems(HEAD + "limits: [ " + limit + " ]\n").stream()
        .map(problem -> problem.substring(problem.indexOf(": ") + 2))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { subject: global, dimension: tokens, amount: 0, per: day } | limits[0].amount: value "0": expected 1 or more
          { subject: global, dimension: tokens, amount: -5, per: day } | limits[0].amount: value "-5": expected 1 or more
          { subject: global, dimension: tokens, amount: 2E, per: day } | limits[0].amount: value "2000000000000000000": expected at most 1152921504606846976
          { subject: global, dimension: tokens, amount: 1.5, per: day } | limits[0].amount: value "1.5": expected a whole number
          { subject: global, dimension: tokens, amount: 5kWh, per: day } | limits[0].amount: value "5000 Wh": expected a number without a unit
          { subject: "model:tiny", dimension: energy, amount: 5, per: day } | limits[0].amount: value "5": expected energy with its unit, such as 5kWh
          { subject: "model:tiny", dimension: flop, amount: 5, per: day } | limits[0].amount: value "5": expected 1000000000 or more
          { subject: global, dimension: requests, amount: 5, per: day, burst: 2 } | limits[0].burst: a budget of a day or month has no burst
          { subject: global, dimension: requests, amount: 5, per: hour, burst: 0 } | limits[0].burst: value "0": expected 1 or more
          { subject: "provider:mian", dimension: requests, amount: 5, per: day } | limits[0].subject: value "mian": expected a configured name; did you mean "main"?
          { subject: "route:tlak", dimension: requests, amount: 5, per: day } | limits[0].subject: value "tlak": expected a configured name; did you mean "talk"?
          { subject: "model:other", dimension: requests, amount: 5, per: day } | limits[0].subject: value "other": no route takes this model
          { subject: global, match: { model: "claude-*" }, dimension: requests, amount: 5, per: day } | limits[0].match.model: value "claude-*": no route takes such a model
          { subject: global, match: { provider: mian }, dimension: requests, amount: 5, per: day } | limits[0].match.provider: value "mian": matches no configured name; did you mean "main"?
          { subject: global, match: { route: [] }, dimension: requests, amount: 5, per: day } | limits[0].match.route: an empty list: expected at least one name, it matches nothing
          { subject: global, dimension: images, amount: 5, per: day } | limits[0].dimension: value "images": no route that it counts puts out image, so that nothing would be counted
          { subject: "route:talk", dimension: flop, amount: 5e15, per: day } | limits[0].dimension: value "flop": of no model that it counts is the size known, so that nothing would be counted: expected parameters or a card under models
          { subject: "route:small", dimension: co2e, amount: 2kg, per: day } | limits[0].dimension: value "co2e": of no provider that it counts is the grid known, so that nothing would be counted: expected zone under providers
          { subject: global, dimension: money, amount: 12.50, per: day } | limits[0].dimension: value "money": nothing that it counts has a price, so that nothing would be counted: expected one under prices
          """)
  void load_limitThatCannotBe_isRefusedWithItsPlace(String limit, String problem) {
    assertThat(problems(limit)).containsExactly(problem);
  }

  @Test
  void load_sameSubjectDimensionAndWindowTwice_isRefused() {
    String one = "{ subject: \"key:a\", dimension: tokens, amount: 5, per: day }";
    String sameButSome =
        "{ subject: \"key:a\", match: { model: chat }, dimension: tokens, amount: 3, per: day }";

    assertThat(problems(one + ", " + sameButSome)).isEmpty();
    assertThat(problems(one + ", " + sameButSome + ", " + one))
        .containsExactly("limits[2]: limits the same as limits[0], expected one of them");
  }

  @Test
  void load_moneyInTwoCurrencies_isRefused() {
    String prices =
        """
        prices:
          - { model: known, currency: CNY, rates: { input-tokens: 1/M, output-tokens: 2/M } }
          - { model: unheard-of, currency: USD, rates: { input-tokens: 1/M, output-tokens: 2/M } }
        """;

    assertThat(
            Fixture.problems(
                HEAD
                    + prices
                    + "limits: [ { subject: global, dimension: money, amount: 5, per: day } ]\n"))
        .singleElement()
        .asString()
        .endsWith(
            "limits[0].amount: prices are in CNY and USD: money can be limited where all prices are"
                + " in one currency");
  }

  @Test
  void load_moneyInAnotherCurrencyThanThePrices_isRefused() {
    assertThat(
            Fixture.problems(
                HEAD
                    + "prices: [ { model: known, currency: CNY, rates: { input-tokens: 1/M,"
                    + " output-tokens: 2/M } } ]\n"
                    + "limits: [ { subject: global, dimension: money, amount: 5 USD, per: day }"
                    + " ]\n"))
        .singleElement()
        .asString()
        .endsWith(
            "limits[0].amount: value \"5 USD\": expected an amount in CNY, the currency of the"
                + " prices");
  }

  @Test
  void load_tenantThatIsWrittenLikeAnother_isWarnedOf() {
    assertThat(
            Fixture.warnings(
                HEAD
                    + "limits: [ { subject: \"team:amce/research\", dimension: requests, amount: 5,"
                    + " per: day } ]\n"))
        .singleElement()
        .asString()
        .endsWith(
            "limits[0].subject: value \"amce\": no tenant of this name under tenants; did you mean"
                + " \"acme\"?");
  }
}
