package io.colophon.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.TextFormat;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProtoLintTest {
  /** Calls that share a request, return an operation, or send what another call gets singly. */
  private static final Set<String> FREE_METHODS =
      Set.of(
          "colophon.v1.GenerationService.StreamGenerate",
          "colophon.v1.GenerationService.StartGeneration",
          "colophon.v1.ProvenanceService.ExportRecords",
          "colophon.v1.UsageService.ExportUsage",
          "colophon.v1.ProviderService.Generate",
          "colophon.v1.ProviderService.Cancel",
          "colophon.v1.ProviderService.Resume");

  @Test
  void contract_asCompiled_hasNoProblem() throws IOException {
    assertThat(ProtoLint.problems(Contract.current(), FREE_METHODS)).isEmpty();
  }

  @Test
  void contract_asCompiled_isAllThere() throws IOException {
    List<String> ours =
        Contract.current().getFileList().stream()
            .filter(Contract::isOurs)
            .map(FileDescriptorProto::getName)
            .toList();

    assertThat(ours)
        .contains(
            "colophon/v1/generation_service.proto",
            "colophon/v1/model_service.proto",
            "colophon/v1/provenance_service.proto",
            "colophon/v1/usage_service.proto",
            "colophon/v1/provider_service.proto",
            "colophon/v1/admin_service.proto");
  }

  @Test
  void names_againstTheRules_areEachReported() throws IOException {
    FileDescriptorSet set =
        fileOf(
            """
            message_type { name: "bad_message" field { name: "badField" number: 1 type: TYPE_BOOL } }
            enum_type { name: "TrafficLight" value { name: "RED" number: 0 } }
            service { name: "Lights" method { name: "Switch"
              input_type: ".colophon.v1.bad_message" output_type: ".colophon.v1.bad_message" } }
            """);

    assertThat(ProtoLint.problems(set, Set.of()))
        .contains(
            "colophon.v1.bad_message: is not UpperCamel",
            "colophon.v1.bad_message.badField: is not lower_snake_case",
            "colophon.v1.TrafficLight: its first value is not TRAFFIC_LIGHT_UNSPECIFIED = 0",
            "colophon.v1.TrafficLight.RED: is not TRAFFIC_LIGHT_UPPER_SNAKE",
            "colophon.v1.Lights: does not end in Service",
            "colophon.v1.Lights.Switch: does not take SwitchRequest and return SwitchResponse");
  }

  @Test
  void comments_missingOrUnfinished_areReported() throws IOException {
    FileDescriptorSet set =
        fileOf(
            """
            message_type { name: "Silent" field { name: "half" number: 1 type: TYPE_BOOL } }
            source_code_info { location { path: [4, 0, 2, 0] leading_comments: " Cut off in" } }
            """);

    assertThat(ProtoLint.problems(set, Set.of()))
        .contains(
            "colophon.v1.Silent: has no comment",
            "colophon.v1.Silent.half: its comment does not end in a full stop");
  }

  @Test
  void imports_unused_areReported() throws IOException {
    FileDescriptorSet set = fileOf("dependency: \"google/protobuf/empty.proto\"");

    assertThat(ProtoLint.problems(set, Set.of()))
        .containsExactly("test.proto: imports google/protobuf/empty.proto and uses nothing of it");
  }

  @Test
  void options_missing_areReported() throws IOException {
    FileDescriptorProto bare =
        TextFormat.parse("name: 'bare.proto' package: 'colophon.v1'", FileDescriptorProto.class);

    assertThat(ProtoLint.problems(FileDescriptorSet.newBuilder().addFile(bare).build(), Set.of()))
        .containsExactly(
            "bare.proto: is not proto3",
            "bare.proto: lacks option java_multiple_files = true",
            "bare.proto: lacks option java_package = \"io.colophon.v1\"");
  }

  @Test
  void exceptions_thatNothingNeeds_areReported() throws IOException {
    assertThat(ProtoLint.problems(fileOf(""), Set.of("colophon.v1.GoneService.Gone")))
        .containsExactly("colophon.v1.GoneService.Gone: needs no exception for its names");
  }

  private static FileDescriptorSet fileOf(String content) throws IOException {
    FileDescriptorProto file =
        TextFormat.parse(
            "name: 'test.proto' package: 'colophon.v1' syntax: 'proto3' "
                + "options { java_multiple_files: true java_package: 'io.colophon.v1' } "
                + content,
            FileDescriptorProto.class);
    return FileDescriptorSet.newBuilder().addFile(file).build();
  }
}
