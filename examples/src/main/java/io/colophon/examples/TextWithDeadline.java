package io.colophon.examples;

import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.Message;
import io.colophon.v1.Modality;
import io.colophon.v1.Part;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;

/** Waits for a text only so long. The gateway stops the model when the caller's time is over. */
public final class TextWithDeadline {
  private TextWithDeadline() {}

  public static void main(String[] arguments) {
    try (Connection connection = Connection.open(arguments)) {
      String model = arguments.length > 1 ? arguments[1] : "chat";
      System.out.println(ask(connection.channel(), model, Duration.ofMillis(50)));
    }
  }

  /** The text, or what became of it. */
  static String ask(Channel channel, String model, Duration patience) {
    try {
      return GenerationServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(patience)
          .generate(
              GenerateRequest.newBuilder()
                  .setModel(model)
                  .setOutputModality(Modality.MODALITY_TEXT)
                  .addInputs(
                      Message.newBuilder()
                          .addParts(Part.newBuilder().setText("Tell a long story.")))
                  .build())
          .getOutputs(0)
          .getText();
    } catch (StatusRuntimeException failure) {
      if (failure.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
        return "not ready within " + patience.toMillis() + " ms";
      }
      throw failure;
    }
  }
}
