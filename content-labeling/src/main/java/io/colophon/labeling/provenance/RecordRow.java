package io.colophon.labeling.provenance;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What listing and lookup need of a record, in 32 bytes: its time and 32-bit tags of six texts. A
 * tag may stand for several texts, so what it finds is compared with the record itself; 0 stands
 * for no text.
 */
record RecordRow(byte[] bytes, int offset) {
  private static final int SHA256 = 8;
  private static final int PRODUCE_ID = 12;
  private static final int TENANT = 16;
  private static final int MODEL = 20;
  private static final int GENERATION = 24;
  private static final int MODALITY = 28;

  static RecordRow of(ProvenanceRecord record) {
    ByteBuffer row = ByteBuffer.allocate(FixedRows.ROW_BYTES);
    row.putLong(record.time().toEpochMilli())
        .putInt(record.output().isNone() ? 0 : tag(record.output().sha256()))
        .putInt(record.labels().produceId().map(RecordRow::tag).orElse(0))
        .putInt(tag(record.tenant()))
        .putInt(tag(record.origin().model()))
        .putInt(tag(record.generationId()))
        .putInt(tag(record.output().modality()));
    return new RecordRow(row.array(), 0);
  }

  static int tag(String text) {
    int hash = text.hashCode();
    hash = (hash ^ hash >>> 16) * 0x85EBCA6B;
    hash = (hash ^ hash >>> 13) * 0xC2B2AE35;
    hash ^= hash >>> 16;
    return hash == 0 ? 1 : hash;
  }

  int sha256Tag() {
    return field(SHA256);
  }

  int produceIdTag() {
    return field(PRODUCE_ID);
  }

  /** Returns false only if the filter surely does not accept the record. */
  boolean mayMatch(RecordFilter filter) {
    long millis = ByteBuffer.wrap(bytes).getLong(offset);
    return filter.from().map(time -> millis >= time.toEpochMilli()).orElse(true)
        && filter.to().map(time -> millis <= time.toEpochMilli()).orElse(true)
        && mayBe(filter.tenant(), TENANT)
        && mayBe(filter.model(), MODEL)
        && mayBe(filter.generationId(), GENERATION)
        && mayBe(filter.modality(), MODALITY);
  }

  private boolean mayBe(Optional<String> text, int at) {
    return text.isEmpty() || field(at) == tag(text.get());
  }

  private int field(int at) {
    return ByteBuffer.wrap(bytes).getInt(offset + at);
  }
}
