/** Entries of the ledger as records of a Kafka topic. */
@NullMarked
package io.colophon.export.kafka;

import org.jspecify.annotations.NullMarked;
