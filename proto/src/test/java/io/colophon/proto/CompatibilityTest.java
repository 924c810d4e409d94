package io.colophon.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every release of {@code colophon.v1} keeps working; {@link ReleaseRecorder} adds one. */
class CompatibilityTest {
  private static final String RELEASED =
      """
      message_type { name: "Lamp"
        field { name: "id" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL json_name: "id" }
        field { name: "watt" number: 2 type: TYPE_INT32 label: LABEL_OPTIONAL json_name: "watt"
          oneof_index: 0 }
        oneof_decl { name: "power" }
      }
      enum_type { name: "Hue" value { name: "HUE_UNSPECIFIED" number: 0 }
        value { name: "HUE_WARM" number: 1 } }
      service { name: "LampService"
        method { name: "Watch" input_type: ".colophon.v1.Lamp" output_type: ".colophon.v1.Lamp"
          server_streaming: true }
      }
      """;

  static Stream<Path> releases() throws IOException {
    // Listed before the stream is handed out, so that the directory is closed again.
    try (Stream<Path> files = Files.list(ReleaseRecorder.DIRECTORY)) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void contract_againstRelease_breaksNothing(Path release) throws IOException {
    FileDescriptorSet released = Contract.read(release);

    assertThat(released.getFileList()).isNotEmpty();
    assertThat(Compatibility.breaks(released, Contract.current())).isEmpty();
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments("name: \"id\"", "name: \"key\"", "colophon.v1.Lamp.id: was removed"),
        arguments("number: 1 type", "number: 7 type", "colophon.v1.Lamp.id: number was 1 and is 7"),
        arguments(
            "TYPE_INT32",
            "TYPE_STRING",
            "colophon.v1.Lamp.watt: type was TYPE_INT32 and is TYPE_STRING"),
        arguments(
            "TYPE_STRING label: LABEL_OPTIONAL",
            "TYPE_STRING label: LABEL_REPEATED",
            "colophon.v1.Lamp.id: label was LABEL_OPTIONAL and is LABEL_REPEATED"),
        arguments("oneof_index: 0", "", "colophon.v1.Lamp.watt: oneof was power and is none"),
        arguments(
            "json_name: \"id\"",
            "json_name: \"ID\"",
            "colophon.v1.Lamp.id: JSON name was id and is ID"),
        arguments("HUE_WARM", "HUE_COLD", "colophon.v1.Hue.HUE_WARM: was removed"),
        arguments(
            "\"HUE_WARM\" number: 1",
            "\"HUE_WARM\" number: 2",
            "colophon.v1.Hue.HUE_WARM: number was 1 and is 2"),
        arguments("\"Watch\"", "\"See\"", "colophon.v1.LampService.Watch: was removed"),
        arguments(
            "server_streaming: true",
            "",
            "colophon.v1.LampService.Watch: streaming of responses was true and is false"),
        arguments(
            "output_type: \".colophon.v1.Lamp\"",
            "output_type: \".colophon.v1.Hue\"",
            "colophon.v1.LampService.Watch: response was .colophon.v1.Lamp"
                + " and is .colophon.v1.Hue"),
        arguments("\"LampService\"", "\"LightService\"", "colophon.v1.LampService: was removed"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void breaks_afterChange_namesIt(String before, String after, String expected) throws IOException {
    String changed = RELEASED.replace(before, after);

    assertThat(changed).isNotEqualTo(RELEASED);
    assertThat(Compatibility.breaks(parse(RELEASED), parse(changed))).contains(expected);
  }

  @Test
  void breaks_afterAdditionsOnly_isEmpty() throws IOException {
    String grown =
        RELEASED.replace(
                "oneof_decl",
                "field { name: \"hue\" number: 3 type: TYPE_ENUM type_name: \".colophon.v1.Hue\" }"
                    + " oneof_decl")
            + "message_type { name: \"Room\" }";

    assertThat(Compatibility.breaks(parse(RELEASED), parse(grown))).isEmpty();
  }

  @Test
  void breaks_ofMapValue_isFound() throws IOException {
    String map =
        """
        message_type { name: "Shelf"
          field { name: "lamps" number: 1 type: TYPE_MESSAGE label: LABEL_REPEATED
            type_name: ".colophon.v1.Shelf.LampsEntry" }
          nested_type { name: "LampsEntry" options { map_entry: true }
            field { name: "key" number: 1 type: TYPE_STRING }
            field { name: "value" number: 2 type: TYPE_INT64 } } }
        """;

    assertThat(Compatibility.breaks(parse(map), parse(map.replace("INT64", "BYTES"))))
        .containsExactly(
            "colophon.v1.Shelf.LampsEntry.value: type was TYPE_INT64 and is TYPE_BYTES");
  }

  @Test
  void releases_atLeastOne_isCheckedIn() throws IOException {
    List<String> names = releases().map(path -> path.getFileName().toString()).toList();

    assertThat(names).contains("colophon-v1-0.1.0.protoset");
  }

  private static FileDescriptorSet parse(String content) throws IOException {
    FileDescriptorProto file =
        TextFormat.parse(
            "name: 'test.proto' package: 'colophon.v1' " + content, FileDescriptorProto.class);
    return FileDescriptorSet.newBuilder().addFile(file).build();
  }
}
