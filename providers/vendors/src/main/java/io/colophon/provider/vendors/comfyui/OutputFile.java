package io.colophon.provider.vendors.comfyui;

import io.colophon.provider.spi.Modality;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A file that a graph has put out. Nodes list their files under names of their own ({@code images},
 * {@code gifs}, {@code audio}), and films under {@code images} as well, so that only the file's
 * ending tells what it is.
 *
 * @param name without its folder
 * @param folder below the server's folder; may be empty
 * @param type which of the server's folders: {@code output}, or {@code temp} for previews
 */
record OutputFile(String name, String folder, String type) {

  /** The files of that modality, in the order in which the server lists them. */
  static List<OutputFile> of(JsonNode outputs, Optional<String> node, Modality modality) {
    List<OutputFile> files = new ArrayList<>();
    for (var entry : outputs.properties()) {
      boolean wanted = node.isEmpty() || node.get().equals(entry.getKey());
      if (wanted) {
        for (JsonNode list : entry.getValue().values()) {
          for (JsonNode file : list.values()) {
            add(file, node.isPresent(), modality, files);
          }
        }
      }
    }
    return files;
  }

  private static void add(
      JsonNode file, boolean chosen, Modality modality, List<OutputFile> files) {
    String name = file.path("filename").stringValue("");
    String type = file.path("type").stringValue("output");
    if (!name.isEmpty() && (chosen || type.equals("output"))) {
      OutputFile one = new OutputFile(name, file.path("subfolder").stringValue(""), type);
      if (one.mimeType().startsWith(modality.id() + "/")) {
        files.add(one);
      }
    }
  }

  /** What it is, by its ending. */
  String mimeType() {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "png" -> "image/png";
      case "jpg", "jpeg" -> "image/jpeg";
      case "webp" -> "image/webp"; // even if it moves
      case "gif" -> "image/gif";
      case "flac" -> "audio/flac";
      case "wav" -> "audio/wav";
      case "mp3" -> "audio/mpeg";
      case "opus", "ogg" -> "audio/ogg";
      case "mp4" -> "video/mp4";
      case "webm" -> "video/webm";
      case "mkv" -> "video/x-matroska";
      default -> "application/octet-stream";
    };
  }
}
