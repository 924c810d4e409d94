package io.colophon.gateway.transcoding;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.longrunning.OperationsProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.ErrorDetailsProto;
import io.colophon.gateway.failure.Reason;
import io.colophon.gateway.failure.Refusal;
import io.colophon.gateway.http.Excerpt;
import io.colophon.v1.GenerateResponse;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;

/** Messages as JSON in the mapping that Protocol Buffers define; names are {@code lowerCamel}. */
final class ProtoJson {
  private static final TypeRegistry TYPES =
      TypeRegistry.newBuilder()
          .add(GenerateResponse.getDescriptor().getFile().getMessageTypes())
          .add(ErrorDetailsProto.getDescriptor().getMessageTypes())
          .add(OperationsProto.getDescriptor().getMessageTypes())
          .build();
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().usingTypeRegistry(TYPES).omittingInsignificantWhitespace();
  private static final JsonFormat.Parser PARSER = JsonFormat.parser().usingTypeRegistry(TYPES);

  private ProtoJson() {}

  /** On one line. */
  static byte[] write(Message message) {
    try {
      return PRINTER.print(message).getBytes(UTF_8);
    } catch (InvalidProtocolBufferException unknown) {
      throw new IllegalStateException("a message of ours holds one of an unknown type", unknown);
    }
  }

  /**
   * Reads JSON into the message; an empty body is a message without fields.
   *
   * @throws Refusal MESSAGE_MALFORMED with what is wrong
   */
  static void read(ByteBuffer body, Message.Builder into) {
    if (!body.hasRemaining()) {
      return;
    }
    try (Reader text =
        new InputStreamReader(
            new java.io.ByteArrayInputStream(
                body.array(), body.arrayOffset() + body.position(), body.remaining()),
            UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT))) {
      PARSER.merge(text, into);
    } catch (InvalidProtocolBufferException unfit) {
      throw Refusal.of(
          Reason.MESSAGE_MALFORMED,
          "the body is no JSON of "
              + into.getDescriptorForType().getFullName()
              + ": "
              + Excerpt.of(String.valueOf(unfit.getMessage())),
          unfit);
    } catch (IOException notText) {
      throw Refusal.of(Reason.MESSAGE_MALFORMED, "the body is not UTF-8", notText);
    }
  }
}
