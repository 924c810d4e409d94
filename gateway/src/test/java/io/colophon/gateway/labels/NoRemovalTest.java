package io.colophon.gateway.labels;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.colophon.gateway.config.GatewayConfig;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.LabelContentOrder;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * No option of configuration or contract takes a metadata label away. Whatever sounds like it must
 * be on the list here, with what it does.
 */
class NoRemovalTest {
  private static final List<String> TAKING_AWAY =
      List.of("omit", "omission", "remove", "strip", "disable", "skip", "suppress", "unlabel");
  private static final List<String> LABELS =
      List.of("label", "aigc", "metadata", "watermark", "c2pa", "credential", "manifest");

  /** The one thing that can be left out, on terms, is what people see or hear. */
  private static final Set<String> EXPLICIT_LABEL_ALONE =
      Set.of("LabelingRequest.omit_explicit", "LabelingConfig.omission");

  private static boolean any(List<String> words, String qualified) {
    String name = qualified.substring(qualified.indexOf('.') + 1);
    return words.stream().anyMatch(name.toLowerCase(Locale.ROOT)::contains);
  }

  private static void walk(Type type, Set<Type> seen, Set<String> keys) {
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        walk(argument, seen, keys);
      }
    } else if (type instanceof Class<?> record && record.isRecord() && seen.add(record)) {
      for (RecordComponent key : record.getRecordComponents()) {
        keys.add(record.getSimpleName() + "." + key.getName());
        walk(key.getGenericType(), seen, keys);
      }
    }
  }

  private static Set<String> configuration() {
    Set<String> keys = new TreeSet<>();
    walk(GatewayConfig.class, new HashSet<>(), keys);
    return keys;
  }

  private static Set<String> contract() {
    Set<String> fields = new TreeSet<>();
    for (FileDescriptor file :
        List.of(
            GenerateRequest.getDescriptor().getFile(),
            LabelContentOrder.getDescriptor().getFile())) {
      for (Descriptor message : file.getMessageTypes()) {
        for (FieldDescriptor field : message.getFields()) {
          fields.add(message.getName() + "." + field.getName());
        }
      }
    }
    return fields;
  }

  @Test
  void configuration_namesNothingThatTakesAMetadataLabelAway() {
    Set<String> keys = configuration();
    assertThat(keys).contains("LabelingConfig.jurisdictions", "SigningConfig.keystore");
    assertThat(keys).filteredOn(key -> any(TAKING_AWAY, key)).isSubsetOf(EXPLICIT_LABEL_ALONE);
  }

  @Test
  void configuration_switchesOfLayers_canOnlyAdd() {
    assertThat(configuration())
        .filteredOn(key -> key.startsWith("LabelingConfig.") && any(LABELS, key))
        .containsExactlyInAnyOrder(
            "LabelingConfig.watermark", "LabelingConfig.credentials", "LabelingConfig.vendorLabel");
  }

  @Test
  void contract_namesNothingThatTakesAMetadataLabelAway() {
    Set<String> fields = contract();
    assertThat(fields).contains("LabelingRequest.jurisdictions", "LabelContentOrder.propagate");
    assertThat(fields)
        .filteredOn(field -> any(TAKING_AWAY, field))
        .isSubsetOf(EXPLICIT_LABEL_ALONE);
  }
}
