package io.colophon.provider.local.video;

import java.util.Arrays;
import java.util.List;

/** Film files that can be written, with the coders inside. */
public enum Container {
  /** H.264 (openh264) and AAC; the index stands at the front of the file. */
  MP4("video/mp4", "mp4", "libopenh264", "aac"),
  /** VP9 and Opus. */
  WEBM("video/webm", "webm", "libvpx-vp9", "libopus");

  private final String mimeType;
  private final String format;
  private final String videoCoder;
  private final String audioCoder;

  Container(String mimeType, String format, String videoCoder, String audioCoder) {
    this.mimeType = mimeType;
    this.format = format;
    this.videoCoder = videoCoder;
    this.audioCoder = audioCoder;
  }

  /**
   * @throws IllegalArgumentException if no film file has this type
   */
  public static Container of(String mimeType) {
    return Arrays.stream(values())
        .filter(container -> container.mimeType.equals(mimeType))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "video format is " + mimeType + ", expected one of " + mimeTypes()));
  }

  /** Mime types of all. */
  public static List<String> mimeTypes() {
    return Arrays.stream(values()).map(Container::mimeType).toList();
  }

  public String mimeType() {
    return mimeType;
  }

  /** Name of the muxer, and ending of the file. */
  String format() {
    return format;
  }

  String videoCoder() {
    return videoCoder;
  }

  String audioCoder() {
    return audioCoder;
  }
}
