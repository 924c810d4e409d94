package io.colophon.gateway.cli;

import java.util.List;

/**
 * One thing the demo makes. The fastest comes first, so that something is to be seen at once.
 *
 * @param title for people
 * @param kind what to put out
 * @param prompt what it is about
 * @param parameters as {@code name=value}
 * @param file name in the demo's folder
 */
record DemoItem(
    String title, OutputKind kind, String prompt, List<String> parameters, String file) {

  static final List<DemoItem> ALL =
      List.of(
          new DemoItem(
              "text",
              OutputKind.TEXT,
              "Tell me a short story about a lighthouse keeper and the sea.",
              List.of("max_tokens=160", "temperature=0.7", "seed=7"),
              "text.txt"),
          new DemoItem(
              "image",
              OutputKind.IMAGE,
              "长城日出，群山薄雾，飞鸟掠过",
              List.of("size=1024x768", "seed=11", "format=png"),
              "image.png"),
          new DemoItem(
              "speech",
              OutputKind.SPEECH,
              "Good morning. This voice was made by a machine, and the label in this file says so.",
              List.of("format=wav", "language=en"),
              "speech.wav"),
          new DemoItem(
              "music",
              OutputKind.MUSIC,
              "A calm piano piece in D minor, slow, with warm strings",
              List.of("duration=12s", "seed=5", "format=wav"),
              "music.wav"),
          new DemoItem(
              "video",
              OutputKind.VIDEO,
              "A sailing boat on the sea at sunset, waves rolling, birds in the sky",
              List.of("duration=5s", "size=640x360", "seed=3", "format=mp4"),
              "video.mp4"));
}
