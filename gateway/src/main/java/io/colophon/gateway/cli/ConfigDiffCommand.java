package io.colophon.gateway.cli;

import io.colophon.v1.DiffConfigRequest;
import io.colophon.v1.DiffConfigResponse;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What would change. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Says what a configuration would change on a running server.",
      "Relative paths and environment variables in it are the server's."
    },
    footer = {
      "",
      "Example:",
      "  colophon config diff colophon.yaml --admin-target 127.0.0.1:9091",
      "",
      "Exit codes: 0 compared, 1 the server could not be asked, 2 has problems"
    })
final class ConfigDiffCommand implements Callable<Integer> {
  private final Surroundings around;

  @Mixin private final AdminOptions admin = new AdminOptions();

  ConfigDiffCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws IOException {
    DiffConfigRequest request =
        DiffConfigRequest.newBuilder().setYaml(admin.yaml()).setFileName(admin.fileName()).build();
    DiffConfigResponse response;
    try (GatewayConnection server = admin.connect()) {
      response = AdminOptions.stub(server).diffConfig(request);
    }
    if (admin.json()) {
      around.out().println(Json.of(response));
    } else if (response.getProblemsCount() > 0) {
      AdminOptions.print(response.getProblemsList(), around.out());
    } else {
      AdminOptions.printChanges(response.getChangesList(), around.out());
    }
    around.out().flush();
    return response.getProblemsCount() == 0 ? ExitCodes.OK : ExitCodes.NOT_IN_ORDER;
  }
}
