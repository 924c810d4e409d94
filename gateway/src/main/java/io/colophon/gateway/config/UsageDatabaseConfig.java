package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.provider.spi.Default;
import io.colophon.provider.spi.Secret;
import java.time.Duration;
import java.util.Optional;

/** The ledger as tables, which reports are read from. */
public record UsageDatabaseConfig(
    @About(
            "Address of a PostgreSQL that several gateways share, as"
                + " jdbc:postgresql://host:5432/name; absent: the file usage.db in the data"
                + " directory.")
        Optional<String> url,
    @About("Its user; absent: as the address says.") Optional<String> user,
    @About("Password of that user.") Optional<Secret> password,
    @Default("4") @Range(min = "2", max = "64") @About("Most connections to it.") int poolSize,
    @About(
            "This gateway's name in a shared database, for ever; absent: one made at the first"
                + " start and kept in the data directory.")
        Optional<String> instance,
    @Range(min = "1d", max = "36500d")
        @About(
            "How long rows of single generations stay in the tables; absent: for ever. Sums of"
                + " days and the ledger stay.")
        Optional<Duration> keepEntries) {}
