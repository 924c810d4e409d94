package io.colophon.gateway.config;

import io.colophon.gateway.config.bind.About;
import io.colophon.gateway.config.unit.ByteSize;
import io.colophon.provider.spi.Default;
import java.nio.file.Path;
import java.time.Duration;

/** Where data is kept and how much of it. */
public record StorageConfig(
    @Default("colophon-data")
        @About(
            "Folder of ledger, provenance log, keys and operations; made when missing. Relative to"
                + " the folder of the file, the default to the working directory.")
        Path directory,
    @Default("7d") @About("How long a finished operation and its result are kept, at least 1m.")
        Duration operationRetention,
    @Default("1GiB") @About("Largest output of one generation, 1MiB or more.") ByteSize maxOutput,
    @Default("10GiB") @About("Outputs kept on disk together, at least max-output.")
        ByteSize maxSpool) {}
