package io.colophon.gateway.cli;

import io.colophon.gateway.keys.ApiKey;
import io.colophon.gateway.keys.ApiKeys;
import io.colophon.gateway.storage.EmbeddedDatabase;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** API keys of a running or a stopped server. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "API keys of a running or a stopped server: create, list, revoke.",
      "While a server has none, callers on loopback are let in as tenant 'default'; from the",
      "first on a key is required.",
      "And the key that signs content: csr makes one and asks for its certificate."
    },
    footer = {
      "",
      "Examples:",
      "  colophon keys create --name app --tenant acme",
      "  colophon keys list",
      "  colophon keys revoke --name app --tenant acme",
      "  colophon keys csr --subject 'O=Example Ltd' --subject 'CN=Example signing' --out signing"
    })
final class KeysCommand extends CommandGroup {
  static final String DEFAULT_TENANT = "default";

  static CommandLine commandLine(Surroundings around) {
    return new CommandLine(new KeysCommand())
        .addSubcommand("create", new KeysCreateCommand(around))
        .addSubcommand("list", new KeysListCommand(around))
        .addSubcommand("revoke", new KeysRevokeCommand(around))
        .addSubcommand("csr", new KeysCsrCommand(around));
  }

  static ApiKeys keys(EmbeddedDatabase database, Clock clock) {
    return new ApiKeys(database, clock, new SecureRandom());
  }

  /**
   * Prints what was made.
   *
   * @param json whether a machine reads it
   * @param forMachines fields
   * @param forPeople lines of a table
   * @param advice a word to people about it
   */
  static void print(
      Surroundings around,
      boolean json,
      Map<String, Object> forMachines,
      List<List<String>> forPeople,
      String advice) {
    if (json) {
      around.out().println(Json.of(forMachines));
    } else {
      around.out().print(Text.table(forPeople));
      around.err().println(advice);
    }
    around.out().flush();
  }

  static Map<String, Object> toJson(ApiKey key) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", key.id());
    json.put("name", key.name());
    json.put("tenant", key.tenant());
    key.team().ifPresent(team -> json.put("team", team));
    json.put("created", key.created().toString());
    key.revoked().ifPresent(time -> json.put("revoked", time.toString()));
    return json;
  }
}
