package io.colophon.labeling.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colophon.labeling.LabelingException;
import io.colophon.labeling.container.LabelWriter.BindingKind;
import io.colophon.labeling.credentials.ManifestOrder.Step;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before it is signed (C2-4). */
class ManifestLintTest {
  private static final String GENERATED =
      "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
  private static final Map<String, Object> CREATED =
      Map.of("action", "c2pa.created", "digitalSourceType", GENERATED);
  private static final Assertion HASH = Assertion.cbor("c2pa.hash.data", Map.of("alg", "sha256"));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "generative", "trainedAlgorithmicMedia ", "softwareImage"})
  void plan_sourceTypeThatIsNone_isRefused(String type) throws Exception {
    ManifestOrder order =
        new ManifestOrder(
            Orders.label(),
            "image/png",
            BindingKind.DATA,
            1,
            type,
            Optional.empty(),
            List.of(),
            OptionalLong.empty());
    SigningCredentials credentials = Orders.credentials(Orders.authority(folder));
    assertThatThrownBy(() -> credentials.plan(order))
        .isInstanceOfSatisfying(
            LabelingException.class,
            e -> assertThat(e.reason()).isEqualTo(LabelingException.Reason.CREDENTIALS))
        .hasMessageContaining("digitalSourceType");
  }

  @Test
  void plan_watermarkWithoutPayload_isRefused() throws Exception {
    SigningCredentials credentials = Orders.credentials(Orders.authority(folder));
    ManifestOrder order =
        Orders.order(
            "image/png", BindingKind.DATA, List.of(Step.WATERMARKED), OptionalLong.empty());
    assertThatThrownBy(() -> credentials.plan(order)).hasMessageContaining("a watermark needs");
  }

  @Test
  void plan_mediaTypeThatIsNone_isRefused() throws Exception {
    SigningCredentials credentials = Orders.credentials(Orders.authority(folder));
    assertThatThrownBy(() -> credentials.plan(Orders.data("image/png\"")))
        .hasMessageContaining("expected type/subtype");
  }

  @Test
  void check_createdWithSourceType_passes() {
    assertThatCode(() -> ManifestLint.check(List.of(actions(CREATED), HASH)))
        .doesNotThrowAnyException();
  }

  @Test
  void check_noSourceType_isRefused() {
    refused(
        "c2pa.created has no digitalSourceType", actions(Map.of("action", "c2pa.created")), HASH);
  }

  @Test
  void check_beginning_isExactlyOneAndFirst() {
    refused(
        "0 actions c2pa.created or c2pa.opened", actions(Map.of("action", "c2pa.edited")), HASH);
    refused("2 actions c2pa.created or c2pa.opened", actions(CREATED, CREATED), HASH);
    refused("and that the first", actions(Map.of("action", "c2pa.edited"), CREATED), HASH);
    refused("no actions assertion", HASH);
    refused("an actions assertion is empty", actions(), HASH);
    refused("an action has no name", actions(Map.of("when", "now")), HASH);
  }

  @Test
  void check_hardBindings_areExactlyOne() {
    refused("0 hard bindings, expected one", actions(CREATED));
    Assertion second = Assertion.cbor("c2pa.hash.bmff.v3", Map.of());
    refused("2 hard bindings, expected one", actions(CREATED), HASH, second);
    refused("two assertions have the same label", actions(CREATED), actions(CREATED), HASH);
  }

  @Test
  void check_parents_goWithOpened() {
    Assertion parent = Assertion.cbor("c2pa.ingredient.v3", Map.of("relationship", "parentOf"));
    Assertion second = Assertion.cbor("c2pa.ingredient.v3__1", Map.of("relationship", "parentOf"));
    Map<String, Object> opened =
        Map.of(
            "action",
            "c2pa.opened",
            "parameters",
            Map.of("ingredients", List.of(parent.hashedUri())));
    assertThatCode(() -> ManifestLint.check(List.of(actions(opened), parent, HASH)))
        .doesNotThrowAnyException();
    refused("0 parent ingredients after c2pa.opened", actions(opened), HASH);
    refused("2 parent ingredients after c2pa.opened", actions(opened), parent, second, HASH);
    refused("1 parent ingredients after c2pa.created", actions(CREATED), parent, HASH);
    refused("does not refer to the parent", actions(Map.of("action", "c2pa.opened")), parent, HASH);
  }

  @Test
  void check_boundWatermark_needsItsSoftBinding() {
    Map<String, Object> mark = Map.of("action", "c2pa.watermarked.bound");
    refused("there is no c2pa.soft-binding", actions(CREATED, mark), HASH);
    Assertion soft = WatermarkAssertion.of("com.example.mark", 1, true);
    assertThatCode(() -> ManifestLint.check(List.of(actions(CREATED, mark), soft, HASH)))
        .doesNotThrowAnyException();
  }

  @SafeVarargs
  private static Assertion actions(Map<String, Object>... actions) {
    return Assertion.cbor("c2pa.actions.v2", Map.of("actions", Arrays.asList(actions)));
  }

  private static void refused(String why, Assertion... assertions) {
    assertThatThrownBy(() -> ManifestLint.check(List.of(assertions)))
        .isInstanceOf(LabelingException.class)
        .hasMessageContaining(why);
  }
}
