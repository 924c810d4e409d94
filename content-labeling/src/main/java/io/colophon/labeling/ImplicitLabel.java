package io.colophon.labeling;

import java.util.List;

/**
 * A label inside the file, for machines.
 *
 * @param carrier where it stands: {@code png-itxt-xmp}, {@code jpeg-app1-xmp}, {@code webp-xmp},
 *     {@code wav-chunk}, {@code mp4-keys-ilst}, {@code matroska-tag}, {@code id3-txxx}, {@code
 *     vorbis-comment}, {@code midi-text} or {@code sidecar} (outside the file, in the answer)
 * @param aigcJson the seven-field object as written
 * @param notes what was found on the input and replaced or dropped, as stable codes; often empty
 */
public record ImplicitLabel(String carrier, String aigcJson, List<String> notes) {
  /** The answer itself carries the object, since the output has no container. */
  public static final String SIDECAR = "sidecar";

  public ImplicitLabel {
    notes = List.copyOf(notes);
  }
}
