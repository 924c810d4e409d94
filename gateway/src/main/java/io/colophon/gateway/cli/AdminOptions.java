package io.colophon.gateway.cli;

import io.colophon.v1.AdminServiceGrpc;
import io.colophon.v1.ConfigChange;
import io.colophon.v1.ConfigProblem;
import io.grpc.InsecureChannelCredentials;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What commands for a running server's configuration share. */
final class AdminOptions {
  private static final long TIMEOUT_SECONDS = 30;
  private static final int MAX_FILE_BYTES = 4 << 20;

  @Parameters(paramLabel = "F", description = "configuration file")
  private Path file = Path.of("");

  @Option(
      names = "--admin-target",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:9091",
      description = "admin gRPC address of the server (default: ${DEFAULT-VALUE})")
  private String target = "127.0.0.1:9091";

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  boolean json() {
    return json;
  }

  String fileName() {
    return file.toString();
  }

  String yaml() throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new CommandFailedException(file + " is larger than " + MAX_FILE_BYTES + " bytes");
    }
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  GatewayConnection connect() {
    return GatewayConnection.to(
        "--admin-target", target, InsecureChannelCredentials.create(), null);
  }

  static AdminServiceGrpc.AdminServiceBlockingStub stub(GatewayConnection server) {
    return AdminServiceGrpc.newBlockingStub(server.channel())
        .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  /** Prints problems as {@code config check} does. */
  static void print(List<ConfigProblem> problems, PrintWriter to) {
    for (ConfigProblem problem : problems) {
      to.println(
          problem.getFile()
              + (problem.getLine() > 0 ? ":" + problem.getLine() + ":" + problem.getColumn() : "")
              + ": "
              + (problem.getPath().isEmpty() ? "" : problem.getPath() + ": ")
              + problem.getMessage());
    }
    to.println(problems.size() == 1 ? "1 problem" : problems.size() + " problems");
  }

  /** Prints changes: + new, - gone, ~ another value. */
  static void printChanges(List<ConfigChange> changes, PrintWriter to) {
    for (ConfigChange change : changes) {
      if (change.getBefore().isEmpty()) {
        to.println("+ " + change.getPath() + ": " + change.getAfter());
      } else if (change.getAfter().isEmpty()) {
        to.println("- " + change.getPath() + ": " + change.getBefore());
      } else {
        to.println(
            "~ " + change.getPath() + ": " + change.getBefore() + " -> " + change.getAfter());
      }
    }
    if (changes.isEmpty()) {
      to.println("no change");
    }
  }
}
