package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.bind.Range;
import io.colophon.gateway.config.unit.ByteSize;
import io.colophon.provider.spi.Default;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where data is kept and how much of it. */
public record StorageConfig(
    @Default("colophon-data")
        @About(
            "Folder of ledger, provenance log, keys and operations; made when missing. Relative to"
                + " the folder of the file, the default to the working directory.")
        Path directory,
    @Default("7d")
        @Range(min = "1m", max = "3650d")
        @About("How long a finished operation and its result are kept.")
        Duration operationRetention,
    @Default("1GiB") @Range(min = "1MiB") @About("Largest output of one generation.")
        ByteSize maxOutput,
    @Default("10GiB") @About("Outputs kept on disk together, at least max-output.")
        ByteSize maxSpool,
    @About("Media that jobs put out.") ArtifactConfig artifacts,
    @About("The ledger as tables, which reports are read from.") UsageDatabaseConfig usage,
    @About("Where limits are kept that several gateways share; absent: each keeps its own.")
        Optional<SharedLimitsConfig> limits) {}
