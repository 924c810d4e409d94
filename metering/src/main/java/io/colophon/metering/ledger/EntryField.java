package io.colophon.metering.ledger;

/** Fields of an entry: {@code number << 2 | form}. A number is never used for something else. */
final class EntryField {
  static final int FIXED = 1;
  static final int SECTION = 2;
  static final int TEXT = 3;

  static final int TENANT = 1 << 2 | TEXT;
  static final int KEY = 2 << 2 | TEXT;
  static final int END_USER = 3 << 2 | TEXT;
  static final int GENERATION = 4 << 2 | TEXT;
  static final int ROUTE = 5 << 2 | TEXT;
  static final int MODALITY = 6 << 2 | TEXT;
  static final int MODEL = 7 << 2 | TEXT;
  static final int EXPECTED_OF = 8 << 2 | TEXT;
  static final int EXPECTED = 9 << 2 | SECTION;

  static final int SETTLED_AT = 10 << 2 | FIXED;
  static final int END = 11 << 2 | TEXT;
  static final int PROVIDER = 12 << 2 | TEXT;
  static final int TARGET_MODEL = 13 << 2 | TEXT;
  static final int SERVED_MODEL = 14 << 2 | TEXT;
  static final int ATTEMPT = 15 << 2 | SECTION;
  static final int USAGE = 16 << 2 | SECTION;
  static final int SUSPECT = 17 << 2 | SECTION;
  static final int FIGURES = 18 << 2 | SECTION;
  static final int ENERGY_BY = 19 << 2 | TEXT;
  static final int ZONE = 20 << 2 | TEXT;
  static final int PUE = 21 << 2 | SECTION;
  static final int UNPRICED = 22 << 2 | TEXT;
  static final int PRICED = 23 << 2 | SECTION;
  static final int LINE = 24 << 2 | SECTION;
  static final int LABEL = 25 << 2 | TEXT;
  static final int RECEIPT = 26 << 2 | TEXT;

  static final int BOOKED_AT = 27 << 2 | FIXED;
  static final int REASON = 28 << 2 | TEXT;

  static final int EXPECTED_SUSPECT = 29 << 2 | SECTION;

  private EntryField() {}
}
