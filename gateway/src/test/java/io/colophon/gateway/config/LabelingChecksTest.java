package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.ShownLabel.Corner;
import io.colophon.labeling.ShownLabel.Cue;
import io.colophon.labeling.ShownLabel.Style;
import io.colophon.labeling.ShownLabel.TextPlace;
import io.colophon.labeling.policy.ContentUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelingChecksTest {

  private static String rule(String keys) {
    return "labeling: [ { producer: acme, " + keys + " } ]";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'jurisdictions: [cn, in], omission: {allowed: true}' | labeling[0].omission.allowed:"
            + " allowed under in",
        "'jurisdictions: vn, omission: {allowed: true}' | allowed under vn",
        "'jurisdictions: [cn, in], sound-cue: morse' | labeling[0].sound-cue: morse under cn and"
            + " in",
        "'jurisdictions: cn, sound-cue: spoken-english' | lacks",
        "'jurisdictions: eu, sound-place: end' | labeling[0].sound-place: end under eu",
        "'jurisdictions: eu, use: chat, text-place: end' | labeling[0].text-place: end under eu",
        "'jurisdictions: eu, use: secret' | expected one of public, chat, export, public-interest,"
            + " internal, machine",
        "'jurisdictions: eu, metadata: false' | unknown key",
      })
  void load_contradiction_isToldWithItsPlace(String keys, String problem) {
    String expected = problem.equals("lacks") ? "wants the generation element" : problem;
    assertThat(Fixture.problems(rule(keys)))
        .anySatisfy(one -> assertThat(one).startsWith("c.yaml:1:").contains(expected));
  }

  @Test
  void load_everyContradiction_isToldAtOnce() {
    assertThat(
            Fixture.problems(
                rule(
                    "jurisdictions: [cn, in], omission: {allowed: true}, sound-cue: morse,"
                        + " sound-place: end")))
        .hasSize(3);
  }

  @Test
  void load_routeWithOtherRegimes_contradictsTheRuleThatIsForIt() {
    assertThat(
            Fixture.problems(
                """
                routes:
                  - name: delhi
                    match: { model: chat, modality: image }
                    targets: [ { provider: local, model: m } ]
                    labeling: { jurisdictions: [in] }
                labeling:
                  - { jurisdictions: cn, producer: acme, omission: { allowed: true } }
                """))
        .singleElement()
        .asString()
        .contains("routes[0].labeling: contradicts omission of labeling[0]");
  }

  @Test
  void load_choices_areRead() {
    LabelingConfig rule =
        Fixture.valid(
                rule(
                    "jurisdictions: [cn, eu], use: export, text-place: middle, corner: top-left,"
                        + " style: eu-icon, whole-length: true, sound-cue: spoken-chinese,"
                        + " sound-place: start-and-end, vendor-label: off, omission: {allowed:"
                        + " true, agreements: [a-1]}"))
            .config()
            .labeling()
            .get(0);
    assertThat(rule.use()).isEqualTo(ContentUse.EXPORT);
    assertThat(rule.choices().textPlace()).contains(TextPlace.MIDDLE);
    assertThat(rule.choices().corner()).contains(Corner.TOP_LEFT);
    assertThat(rule.choices().style()).contains(Style.EU_ICON);
    assertThat(rule.choices().cue()).contains(Cue.SPOKEN_CHINESE);
    assertThat(rule.choices().wholeLength()).isTrue();
    assertThat(rule.vendorLabel()).isEqualTo(VendorLabelWish.OFF);
    assertThat(rule.omission().agreements()).containsExactly("a-1");
  }
}
