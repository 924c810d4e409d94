package io.colophon.labeling;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a label has to say about one output. The same order and the same input give the same bytes.
 *
 * @param jurisdictions the regimes to satisfy together; never empty
 * @param contentProducer provider code of 27 characters, or an ASCII name: the operator that faces
 *     the caller; 1 to 128 characters of the set of GB 45438-2025 Annex E
 * @param produceId the operator's unique id of this output; 1 to 200 characters of the same set
 * @param systemName name of the generating system; empty when it is not to be told
 * @param systemVersion version of that system; empty when it is not to be told
 * @param time when the content was generated
 * @param origin how it came to be
 */
public record LabelOrder(
    Set<Jurisdiction> jurisdictions,
    String contentProducer,
    String produceId,
    String systemName,
    String systemVersion,
    Instant time,
    Origin origin) {

  private static final int MAX_PRODUCER = 128;
  private static final int MAX_ID = 200;
  private static final int MAX_NAME = 200;

  /**
   * @throws IllegalArgumentException if a value is empty, too long or holds a character that the
   *     label may not carry
   */
  public LabelOrder {
    if (jurisdictions.isEmpty()) {
      throw new IllegalArgumentException("jurisdictions is empty, expected at least one");
    }
    jurisdictions = Collections.unmodifiableSet(EnumSet.copyOf(jurisdictions));
    AigcCharset.require("contentProducer", contentProducer, MAX_PRODUCER);
    AigcCharset.require("produceId", produceId, MAX_ID);
    requirePlain("systemName", systemName);
    requirePlain("systemVersion", systemVersion);
    if (time.getEpochSecond() < 0) {
      throw new IllegalArgumentException("time is " + time + ", expected a moment after 1970");
    }
  }

  /** An order for content that was generated from a prompt. */
  public LabelOrder(
      Set<Jurisdiction> jurisdictions,
      String contentProducer,
      String produceId,
      String systemName,
      String systemVersion,
      Instant time) {
    this(
        jurisdictions,
        contentProducer,
        produceId,
        systemName,
        systemVersion,
        time,
        Origin.GENERATED);
  }

  /** The regimes in one word, in fixed order, for instance {@code cn+eu}. */
  public String profile() {
    StringBuilder profile = new StringBuilder(16);
    for (Jurisdiction jurisdiction : jurisdictions) {
      profile.append(profile.isEmpty() ? "" : "+").append(jurisdiction.id());
    }
    return profile.toString();
  }

  private static void requirePlain(String name, String value) {
    if (value.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          name + " has " + value.length() + " characters, expected at most " + MAX_NAME);
    }
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE) {
        throw new IllegalArgumentException(name + " holds a control character or half a character");
      }
      i += Character.charCount(c);
    }
  }
}
