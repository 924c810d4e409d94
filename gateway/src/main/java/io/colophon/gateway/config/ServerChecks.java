package io.colophon.gateway.config;

import io.colophon.gateway.config.unit.Durations;
import io.colophon.gateway.config.unit.HostAndPort;
import io.colophon.gateway.config.yaml.FileProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Checks doors, deadlines, certificates and sizes against each other. */
final class ServerChecks {
  private static final int MAX_PEM_BYTES = 1 << 20;
  private static final Set<String> ANY = Set.of("0.0.0.0", "::");

  private ServerChecks() {}

  static void run(CrossCheck check) {
    check
        .bound()
        .each(
            ServerConfig.class,
            (path, server) -> {
              ports(check, path, server);
              atMost(check, path + ".default-deadline", server.defaultDeadline(), server);
              atMost(
                  check, path + ".default-media-deadline", server.defaultMediaDeadline(), server);
            });
    check.bound().each(TlsConfig.class, (path, tls) -> certificates(check, path, tls));
    check
        .bound()
        .each(
            StorageConfig.class,
            (path, storage) -> {
              if (storage.maxSpool().compareTo(storage.maxOutput()) < 0) {
                check.refuse(
                    path + ".max-spool",
                    "value \""
                        + storage.maxSpool()
                        + "\": expected at least max-output, "
                        + storage.maxOutput());
              }
            });
    check
        .bound()
        .each(
            CircuitBreakerConfig.class,
            (path, breaker) -> {
              if (breaker.minimumAttempts() > breaker.window()) {
                check.refuse(
                    path + ".minimum-attempts",
                    "value \""
                        + breaker.minimumAttempts()
                        + "\": expected at most window, "
                        + breaker.window());
              }
            });
  }

  private static void ports(CrossCheck check, String path, ServerConfig server) {
    Map<String, HostAndPort> doors = new LinkedHashMap<>();
    doors.put("grpc", server.grpc());
    doors.put("http", server.http());
    doors.put("admin-http", server.adminHttp());
    doors.put("admin-grpc", server.adminGrpc());
    Map<String, HostAndPort> before = new LinkedHashMap<>();
    doors.forEach(
        (key, door) -> {
          before.forEach(
              (other, taken) -> {
                if (clash(door, taken)) {
                  boolean ours = check.ofOperator(path + "." + key);
                  check.refuse(
                      path + "." + (ours ? key : other),
                      "value \""
                          + (ours ? door : taken)
                          + "\": expected another port, "
                          + (ours ? other : key)
                          + " listens on "
                          + (ours ? taken : door));
                }
              });
          before.put(key, door);
        });
  }

  private static boolean clash(HostAndPort a, HostAndPort b) {
    return a.port() != 0
        && a.port() == b.port()
        && (a.host().equals(b.host()) || ANY.contains(a.host()) || ANY.contains(b.host()));
  }

  private static void atMost(CrossCheck check, String path, Duration value, ServerConfig server) {
    if (value.compareTo(server.maxDeadline()) > 0) {
      check.refuse(
          path,
          "value \""
              + Durations.print(value)
              + "\": expected at most max-deadline, "
              + Durations.print(server.maxDeadline()));
    }
  }

  private static void certificates(CrossCheck check, String path, TlsConfig tls) {
    pem(check, path + ".certificate", tls.certificate(), "CERTIFICATE");
    pem(check, path + ".private-key", tls.privateKey(), "PRIVATE KEY");
    tls.clientCa().ifPresent(ca -> pem(check, path + ".client-ca", ca, "CERTIFICATE"));
  }

  private static void pem(CrossCheck check, String path, Path file, String label) {
    try (InputStream in = Files.newInputStream(file)) {
      String content = new String(in.readNBytes(MAX_PEM_BYTES), StandardCharsets.US_ASCII);
      if (!content.contains("-----BEGIN " + label + "-----")) {
        check.refuse(path, "file " + file + ": expected PEM with a block BEGIN " + label);
      }
    } catch (IOException unreadable) {
      check.refuse(path, "file " + file + " cannot be read: " + FileProblem.of(unreadable));
    }
  }
}
