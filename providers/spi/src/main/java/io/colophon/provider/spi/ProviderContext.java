package io.colophon.provider.spi;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a plug-in is given instead of making its own: time, timers, a place for files, and what the
 * host shares.
 *
 * @param ticker elapsed time; deadlines of {@link CallOptions} are on this clock
 * @param clock the time of day, for signatures and tokens that expire
 * @param timers for time limits and polling; tasks must be short and must not block
 * @param cacheDirectory may be filled with what can be made again, such as unpacked libraries;
 *     exists and is writable
 * @param shared what the host has for plug-ins that can use it
 */
public record ProviderContext(
    Ticker ticker,
    Clock clock,
    ScheduledExecutorService timers,
    Path cacheDirectory,
    SharedResources shared) {}
