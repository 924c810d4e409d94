package io.colophon.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class KeysCommandTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;
  private String data = "";

  @BeforeEach
  void names() {
    data = folder.resolve("data").toString();
  }

  @Test
  void create_printsTheSecretOnceAndKeepsNone() throws Exception {
    CommandLineRun run = keys("create", "--name", "app", "--tenant", "acme", "--json");

    assertThat(run.code()).isZero();
    JsonNode answer = JSON.readTree(run.out());
    assertThat(answer.get("name").asString()).isEqualTo("app");
    assertThat(answer.get("tenant").asString()).isEqualTo("acme");
    assertThat(answer.get("created").asString()).isEqualTo("2026-11-22T08:00:00Z");
    String secret = answer.get("secret").asString();
    assertThat(secret).hasSizeGreaterThan(30);
    assertThat(keys("list", "--json").out()).contains("\"app\"").doesNotContain(secret);
    byte[] kept = Files.readAllBytes(folder.resolve("data").resolve("colophon.db"));
    assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
  }

  @Test
  void create_sameNameTwice_isRefusedWhileTheFirstWorks() {
    keys("create", "--name", "app");

    CommandLineRun again = keys("create", "--name", "app");
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("tenant 'default' has a working key of the name 'app'");
    assertThat(again.out()).isEmpty();
  }

  @Test
  void revoke_endsTheKeyAndKeepsItInTheList() {
    keys("create", "--name", "app");

    assertThat(keys("revoke", "--name", "app").code()).isZero();
    JsonNode all = JSON.readTree(keys("list", "--json").out());
    assertThat(all).hasSize(1);
    assertThat(all.get(0).get("revoked").asString()).isEqualTo("2026-11-22T08:00:00Z");
    assertThat(keys("create", "--name", "app").code()).isZero();
  }

  @Test
  void revoke_noSuchKey_fails() {
    keys("create", "--name", "app");

    CommandLineRun run = keys("revoke", "--name", "other");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("no working key of the name 'other'");
  }

  @Test
  void list_noData_isEmptyAndMakesNone() {
    assertThat(JSON.readTree(keys("list", "--json").out())).isEmpty();
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void create_noName_isWrongUse() {
    assertThat(keys("create").code()).isEqualTo(64);
    assertThat(keys("create", "--name", "two\nlines").code()).isEqualTo(64);
  }

  private CommandLineRun keys(String... args) {
    List<String> all = new ArrayList<>(List.of("keys"));
    all.addAll(List.of(args));
    all.addAll(List.of("--data", data));
    return CommandLineRun.with(Map.of(), all.toArray(new String[0]));
  }
}
