/**
 * Providers that run in a process of their own and speak {@code colophon.v1.ProviderService}, over
 * TCP or a Unix socket. Messages of the contract stay in this package.
 */
@NullMarked
package io.colophon.provider.remote;

import org.jspecify.annotations.NullMarked;
