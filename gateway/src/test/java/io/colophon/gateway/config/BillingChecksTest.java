package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.metering.price.PriceItem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillingChecksTest {

  @Test
  void example_ofTheDocument_isAccepted() throws Exception {
    String yaml = Files.readString(Path.of("..", "docs", "billing.yaml"));
    assertThat(Fixture.problems(yaml)).isEmpty();
    assertThat(Fixture.valid(yaml).config().plans()).containsKeys("team", "by-output", "custom");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{model: m, rates: {images: -1}} | 1:37: prices[0].rates.images: value \"-1\": expected a"
            + " price such as 0.04, 2.50/M, 0.006/min or 15/1000",
        "{model: m, rates: {images: 1e-10}} | 1:37: prices[0].rates.images: value"
            + " \"0.0000000001\": expected at most nine decimal places; state the price of more"
            + " units at once",
        "{model: m, rates: {images: 1e10}} | 1:37: prices[0].rates.images: value \"10000000000\":"
            + " expected at most 9223372036.854775807",
        "{model: m, rates: {kwh: 1/1e18}} | 1:34: prices[0].rates.kwh: value"
            + " \"1/1000000000000000000\": expected a price for fewer kwh",
        "{model: m, rates: {pflop: 1/h}} | 1:36: prices[0].rates.pflop: value \"1/h\": expected a"
            + " price for a number of pflop, not for a length of time",
        "{model: m, rates: {cache-write-1h-tokens: 1/M}} | 1:28: prices[0].rates: expected"
            + " input-tokens and output-tokens together, with 0 for what is free",
        "{model: m, tiers: [{unit: images, price: 1}]} | 1:29: prices[0].tiers[0]: expected size,"
            + " resolution, quality, sound or input-tokens-over; a price for all requests stands"
            + " in rates",
        "{model: m, tiers: [{unit: images, price: 1, size: big}]} | 1:60: prices[0].tiers[0].size:"
            + " value \"big\": expected width and height such as 1024x1536",
        "{model: m, rates: {images: 1}, bands: [{unit: steps, over: 3, price: 1}]} | 1:56:"
            + " prices[0].bands[0].unit: value \"steps\": expected a unit that rates has the first"
            + " price of",
        "{model: m, rates: {images: 1}, bands: [{unit: images, over: 3, price: 1}, {unit: images,"
            + " over: 3, price: 1}]} | 1:105: prices[0].bands[1].over: value \"3\": expected more"
            + " than in the band before, 3",
        "{model: m, rates: {images: 1}, round-up: {images: 1s}} | 1:60:"
            + " prices[0].round-up.images: value \"images\": expected a unit of time",
        "{model: m, rates: {images: 1}, valid-from: 2026-02-01, valid-until: 2026-02-01} | 1:78:"
            + " prices[0].valid-until: value \"2026-02-01\": expected a day after valid-from,"
            + " 2026-02-01",
        "{model: m, rates: {images: 1}, valid-until: 2026-02-02}, {model: m, rates: {images: 1},"
            + " valid-from: 2026-02-01} | 1:54: prices[0].valid-until: value \"2026-02-02\":"
            + " overlaps prices[1], which is valid from 2026-02-01; expected that day or an"
            + " earlier one",
      })
  void price_mistake_isToldWithPlace(String price, String problem) {
    assertThat(Fixture.problems("prices: [" + price + "]")).contains("c.yaml:" + problem);
  }

  @Test
  void price_ofAUnitThatTheModelCannotReport_isToldWithPlace() {
    String models = "models: {writer: {modality: text}}\n";
    assertThat(Fixture.problems(models + "prices: [{model: writer, rates: {video-millis: 0.1/s}}]"))
        .containsExactly(
            "c.yaml:2:48: prices[0].rates.video-millis: value \"video-millis\": expected a unit"
                + " that writer can report: it puts out text, this unit is of video");
    assertThat(
            Fixture.problems(
                "routes: [{match: {model: x, modality: image}, targets: [{provider: local, model:"
                    + " x}]}]\n"
                    + "prices: [{model: x, rates: {audio-millis: 1/h, images: 1}}]"))
        .containsExactly(
            "c.yaml:2:43: prices[0].rates.audio-millis: value \"audio-millis\": expected a unit"
                + " that x can report: it puts out image, this unit is of audio, video");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "plans: {p: {allowances: [{unit: images, amount: 1.5}]}} | 1:49:"
            + " plans.p.allowances[0].amount: value \"1.5\": expected a whole number of images"
            + " that fits 64 bits",
        "plans: {p: {allowances: [{amount: 5, overage: 1}]}} | 1:47:"
            + " plans.p.allowances[0].overage: expected none without a unit",
        "plans: {p: {allowances: [{unit: images, amount: 1}, {unit: images, amount: 1}]}} | 1:53:"
            + " plans.p.allowances[1]: the plan has another allowance \"images\", expected a name"
            + " of its own",
        "plans: {p: {dedicated: [{models: m, hours: 10, hour-price: 1}]}} | 1:25:"
            + " plans.p.dedicated[0]: expected overage or rates: what is used would have no price,"
            + " 0 if it is free",
        "plans: {p: {fee: 1e-12}} | 1:18: plans.p.fee: value \"0.000000000001\": expected at most"
            + " nine decimal places; state the price of more units at once",
        "tenants: {a: {plan: q, plan-from: 2026-11}} | 1:21: tenants.a.plan: value \"q\": expected"
            + " a name under plans; there is none",
        "tenants: {a: {credits: {c: {amount: 1, from: 2026-11-02, expires: 2026-11-01}}}} | 1:67:"
            + " tenants.a.credits.c.expires: value \"2026-11-01\": expected a day after from,"
            + " 2026-11-02",
      })
  void plan_mistake_isToldWithPlace(String yaml, String problem) {
    assertThat(Fixture.problems(yaml)).contains("c.yaml:" + problem);
  }

  @Test
  void tenant_planWithoutItsFirstMonth_isTold() {
    assertThat(Fixture.problems("plans: {p: {}}\ntenants: {a: {plan: p}}"))
        .containsExactly(
            "c.yaml:2:14: tenants.a.plan-from: required key is missing, expected the first month"
                + " of the plan, such as 2026-11");
    assertThat(
            Fixture.problems(
                "plans: {p: {}}\n"
                    + "tenants: {a: {plan: p, plan-from: 2026-01, earlier-plans: [{plan: p, from:"
                    + " 2026-01}]}}"))
        .containsExactly(
            "c.yaml:2:35: tenants.a.plan-from: value \"2026-01\": expected a month after that of"
                + " the plan before, 2026-01");
  }

  @Test
  void units_thatCanBePriced_areThoseOfThePriceBook() {
    assertThat(PricedUnit.values())
        .extracting(PricedUnit::item)
        .containsExactlyInAnyOrderElementsOf(PriceItem.all());
  }
}
