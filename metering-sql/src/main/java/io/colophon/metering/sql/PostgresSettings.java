package io.colophon.metering.sql;

/**
 * Where the PostgreSQL is that several gateways write to.
 *
 * @param url JDBC address, {@code jdbc:postgresql://host:5432/name}
 * @param user its user; empty to leave it to the address
 * @param password its password; empty to leave it to the address
 * @param poolSize most connections, 2 or more: one is for writing
 */
public record PostgresSettings(String url, String user, String password, int poolSize) {
  public PostgresSettings {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "the address of the usage database is expected to begin with jdbc:postgresql:");
    }
    if (poolSize < 2) {
      throw new IllegalArgumentException("a pool of " + poolSize + ", expected 2 or more");
    }
  }

  /** Without the password, and without the address, which may hold one. */
  @Override
  public String toString() {
    return "PostgresSettings[user=" + user + ", poolSize=" + poolSize + "]";
  }
}
