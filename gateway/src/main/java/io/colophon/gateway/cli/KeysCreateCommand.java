package io.colophon.gateway.cli;

import io.colophon.gateway.keys.ApiKeys;
import io.colophon.gateway.storage.EmbeddedDatabase;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a key. */
@Command(
    name = "create",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Makes an API key. Its secret is printed once; only a hash of it is kept.",
    footer = {
      "",
      "Examples:",
      "  colophon keys create --name app --tenant acme",
      "  colophon keys create --name app --tenant acme --team research",
      "  colophon keys create --name ci --json | jq -r .secret"
    })
final class KeysCreateCommand implements Callable<Integer> {
  private static final int MAX_NAME = 128;

  private final Surroundings around;

  @Option(names = "--name", paramLabel = "N", required = true, description = "name of the key")
  private String name = "";

  @Option(
      names = "--tenant",
      paramLabel = "T",
      defaultValue = KeysCommand.DEFAULT_TENANT,
      description = "whose key it is (default: ${DEFAULT-VALUE})")
  private String tenant = KeysCommand.DEFAULT_TENANT;

  @Option(
      names = "--team",
      paramLabel = "NAME",
      description = "part of the tenant that it is for, whose limits it shares")
  private Optional<String> team = Optional.empty();

  @Mixin private final DataOption data = new DataOption();

  @Option(names = "--json", description = "print JSON, with the secret in the field secret")
  private boolean json;

  KeysCreateCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    check("--name", name);
    check("--tenant", tenant);
    team.ifPresent(of -> check("--team", of));
    ApiKeys.Created created;
    try (EmbeddedDatabase database = EmbeddedDatabase.open(data.get().database())) {
      created =
          KeysCommand.keys(database, around.clock())
              .create(tenant, team, name)
              .orElseThrow(
                  () ->
                      new CommandFailedException(
                          "tenant '" + tenant + "' has a working key of the name '" + name + "'"));
    }
    Map<String, Object> answer = KeysCommand.toJson(created.key());
    answer.put("secret", created.secret());
    KeysCommand.print(
        around,
        json,
        answer,
        List.of(
            List.of("id", created.key().id()),
            List.of("name", name),
            List.of("tenant", tenant),
            List.of("team", team.orElse("-")),
            List.of("secret", created.secret())),
        "the secret is not kept: this is the only time it is shown");
    return ExitCodes.OK;
  }

  private static void check(String option, String value) {
    if (value.isBlank()
        || value.length() > MAX_NAME
        || value.chars().anyMatch(Character::isISOControl)) {
      throw new UsageException(
          option
              + " is '"
              + Text.printable(value)
              + "', expected 1 to "
              + MAX_NAME
              + " characters on one line");
    }
  }
}
