package io.colophon.gateway.http;

/**
 * What a route takes as a request's body.
 *
 * @param form how the endpoint gets it
 * @param maxBytes largest body; larger ones are refused with 413 before they are read
 */
public record BodyRule(Form form, long maxBytes) {

  /** How the endpoint gets a body. */
  public enum Form {
    /** No body is expected; a small one is read and thrown away. */
    NONE,
    /** {@link Exchange#body()}: all of it, in memory. */
    WHOLE,
    /**
     * {@link Exchange#multipart()}: its parts, big ones in files. A body of {@code
     * application/json} is taken as well, in memory, and found in {@link Exchange#body()}.
     */
    MULTIPART
  }

  /**
   * Largest body of JSON where a form is expected, in bytes; a smaller form limit holds for it too.
   */
  static final long MOST_JSON_FOR_A_FORM = 64L * 1024 * 1024;

  /** For GET and DELETE. */
  public static final BodyRule NONE = new BodyRule(Form.NONE, 64 * 1024);

  /** A body that is kept in memory. */
  public static BodyRule whole(long maxBytes) {
    if (maxBytes < 1 || maxBytes > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a body of at most " + maxBytes + " bytes, expected 1 to " + (Integer.MAX_VALUE - 8));
    }
    return new BodyRule(Form.WHOLE, maxBytes);
  }

  /** A {@code multipart/form-data} body. */
  public static BodyRule multipart(long maxBytes) {
    return new BodyRule(Form.MULTIPART, maxBytes);
  }
}
