package io.colophon.provider.spi;

import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a plug-in is given instead of making its own: time, timers and a place for files.
 *
 * @param ticker elapsed time; deadlines of {@link CallOptions} are on this clock
 * @param timers for time limits and polling; tasks must be short and must not block
 * @param cacheDirectory may be filled with what can be made again, such as unpacked libraries;
 *     exists and is writable
 */
public record ProviderContext(
    Ticker ticker, ScheduledExecutorService timers, Path cacheDirectory) {}
