package io.colophon.provider.http;

/**
 * One event of an event stream.
 *
 * @param type the event's name; {@value #UNNAMED} when the stream gives none
 * @param data all data lines, joined by line feeds; may be empty
 * @param lastEventId the id that the stream gave last, with this event or an earlier one; empty
 *     when there was none
 */
public record ServerSentEvent(String type, String data, String lastEventId) {
  /** The type of events without a name. */
  public static final String UNNAMED = "message";
}
