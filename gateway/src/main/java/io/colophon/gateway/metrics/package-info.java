/**
 * What operators can measure: counters, histograms and gauges, read by Prometheus or pushed over
 * OTLP. Never part of billing, which reads the ledger.
 */
@NullMarked
package io.colophon.gateway.metrics;

import org.jspecify.annotations.NullMarked;
