package io.colophon.provider.remote;

import com.google.protobuf.UnsafeByteOperations;
import io.colophon.provider.spi.Part;
import io.colophon.v1.Media;
import io.colophon.v1.Message;
import io.colophon.v1.Role;
import io.colophon.v1.ToolCall;
import io.colophon.v1.ToolResult;

/** Writes turns of the input and their parts. Media bytes are not copied. */
final class MessageWriter {

  private MessageWriter() {}

  static Message write(io.colophon.provider.spi.Message message) {
    Message.Builder out = Message.newBuilder().setRole(role(message.role()));
    message.parts().forEach(part -> out.addParts(part(part)));
    return out.build();
  }

  static Media media(Part.Media media) {
    return Media.newBuilder()
        .setMimeType(media.mimeType())
        // Read-only, and nobody writes to it any more.
        .setData(UnsafeByteOperations.unsafeWrap(media.bytes().duplicate()))
        .build();
  }

  private static io.colophon.v1.Part part(Part part) {
    io.colophon.v1.Part.Builder out = io.colophon.v1.Part.newBuilder();
    if (part instanceof Part.Text text) {
      out.setText(text.text());
    } else if (part instanceof Part.Media media) {
      out.setMedia(media(media));
    } else if (part instanceof Part.ToolCall call) {
      out.setToolCall(
          ToolCall.newBuilder()
              .setId(call.id())
              .setName(call.name())
              .setArgumentsJson(call.argumentsJson()));
    } else if (part instanceof Part.ToolResult result) {
      out.setToolResult(
          ToolResult.newBuilder().setId(result.id()).setContentJson(result.contentJson()));
    }
    return out.build();
  }

  private static Role role(io.colophon.provider.spi.Message.Role role) {
    return switch (role) {
      case SYSTEM -> Role.ROLE_SYSTEM;
      case USER -> Role.ROLE_USER;
      case ASSISTANT -> Role.ROLE_ASSISTANT;
      case TOOL -> Role.ROLE_TOOL;
    };
  }
}
