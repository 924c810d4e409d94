package io.colophon.gateway.transcoding;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.http.RawHttp;
import io.colophon.gateway.server.RunningGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /openapi.json} of a running gateway. */
class OpenApiTest {
  @TempDir static Path folder;
  private static RunningGateway gateway;
  private static JsonNode document;

  @BeforeAll
  static void start() throws IOException {
    gateway = RunningGateway.start(folder, "");
    try (RawHttp client = RawHttp.to(gateway.gateway().addresses().http())) {
      document =
          JsonMapper.shared()
              .readTree(
                  client.send("GET /openapi.json HTTP/1.1\r\nhost: t\r\n\r\n").answer().body());
    }
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void paths_ofEveryDoor_areThere() {
    assertThat(document.at("/openapi").asString()).isEqualTo("3.1.0");
    assertThat(document.at("/paths").propertyNames())
        .contains(
            "/v1/generate",
            "/v1/generate:stream",
            "/v1/operations/{operation}:wait",
            "/v1/catalog/models/{model}",
            "/v1/chat/completions",
            "/v1/videos/{video}/content",
            "/v1/messages",
            "/v1beta/models/{model}:generateContent");
    assertThat(document.at("/paths/~1v1~1videos~1{video}").propertyNames())
        .containsExactlyInAnyOrder("get", "delete");
  }

  @Test
  void operations_haveTheContractsComments() {
    JsonNode generate = document.at("/paths/~1v1~1generate/post");

    assertThat(generate.at("/description").asString())
        .isEqualTo("Generates and answers once, when all is ready.");
    assertThat(generate.at("/requestBody/content/application~1json/schema/$ref").asString())
        .isEqualTo("#/components/schemas/colophon.v1.GenerateRequest");
    JsonNode schemas = document.at("/components/schemas");
    JsonNode text = schemas.get("colophon.v1.TextParameters").get("properties");
    assertThat(text.at("/maxTokens/description").asString())
        .isEqualTo("Most tokens to put out, at least 1.");
    assertThat(text.at("/maxTokens/type").asString()).isEqualTo("integer");
    assertThat(text.at("/seed/type").asString()).isEqualTo("string");
    assertThat(schemas.get("colophon.v1.Modality").at("/enum/1").asString())
        .isEqualTo("MODALITY_TEXT");
  }

  @Test
  void references_allLeadSomewhere() {
    List<String> missing = new ArrayList<>();
    follow(document, missing);

    assertThat(missing).isEmpty();
  }

  private static void follow(JsonNode node, List<String> missing) {
    if (node.isObject() && node.has("$ref")) {
      String target = node.get("$ref").asString();
      if (document.at(target.substring(1)).isMissingNode()) {
        missing.add(target);
      }
    }
    node.forEach(child -> follow(child, missing));
  }

  @Test
  void routes_ofDialects_haveASummaryOfTheirOwn() {
    List<String> bare = new ArrayList<>();
    for (String path : document.at("/paths").propertyNames()) {
      JsonNode operations = document.at("/paths").get(path);
      for (String method : operations.propertyNames()) {
        JsonNode operation = operations.get(method);
        if (operation.at("/description").asString("").isEmpty()
            && operation.at("/summary").asString("").matches("[A-Z]+ /.*|")) {
          bare.add(method + " " + path);
        }
      }
    }

    // Operations of google.longrunning bring no comments with their descriptors.
    assertThat(bare).allMatch(route -> route.contains("/v1/operations"));
  }
}
