package io.colophon.gateway.config;

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
import java.util.regex.Pattern;

/** Checks doors, deadlines, certificates and sizes against each other. */
final class ServerChecks {
  private static final Pattern INSTANCE = Pattern.compile("[0-9A-Za-z._-]{1,64}");
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
              Duration most = server.maxDeadline();
              check.refuseUnordered(
                  path, "default-deadline", server.defaultDeadline(), "max-deadline", most);
              check.refuseUnordered(
                  path,
                  "default-media-deadline",
                  server.defaultMediaDeadline(),
                  "max-deadline",
                  most);
            });
    check.bound().each(TlsConfig.class, (path, tls) -> certificates(check, path, tls));
    check
        .bound()
        .each(
            StorageConfig.class,
            (path, storage) ->
                check.refuseUnordered(
                    path, "max-output", storage.maxOutput(), "max-spool", storage.maxSpool()));
    check.bound().each(UsageDatabaseConfig.class, (path, usage) -> database(check, path, usage));
    check
        .bound()
        .each(
            CircuitBreakerConfig.class,
            (path, breaker) ->
                check.refuseUnordered(
                    path,
                    "minimum-attempts",
                    breaker.minimumAttempts(),
                    "window",
                    breaker.window()));
  }

  private static void database(CrossCheck check, String path, UsageDatabaseConfig usage) {
    if (usage.url().isEmpty()) {
      for (String key : new String[] {"user", "password", "instance"}) {
        if (check.bound().isStated(path + "." + key)) {
          check.refuse(path + "." + key, "belongs to a shared database, expected url as well");
        }
      }
    } else if (!usage.url().get().startsWith("jdbc:postgresql:")) {
      check.refuse(path + ".url", "expected an address that begins with jdbc:postgresql:");
    } else if (usage.url().get().contains("password=")) {
      check.refuse(path + ".url", "holds a password, expected it in password");
    }
    usage
        .instance()
        .filter(name -> !INSTANCE.matcher(name).matches())
        .ifPresent(
            name ->
                check.refuse(
                    path + ".instance",
                    check.shown(path + ".instance", name)
                        + "expected 1 to 64 of 0-9 A-Z a-z . - _"));
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
                  boolean here = check.bound().isStated(path + "." + key);
                  String at = path + "." + (here ? key : other);
                  check.refuse(
                      at,
                      check.shown(at, here ? door : taken)
                          + "expected another port, "
                          + (here ? other : key)
                          + " listens on "
                          + (here ? taken : door));
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
