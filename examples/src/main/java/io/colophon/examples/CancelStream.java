package io.colophon.examples;

import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.Message;
import io.colophon.v1.Modality;
import io.colophon.v1.Part;
import io.grpc.Channel;
import io.grpc.Context;
import java.util.Iterator;

/**
 * Goes away in the middle of a text. The gateway stops the model, records what went out and settles
 * what was used so far.
 */
public final class CancelStream {
  private static final int ENOUGH = 2;

  private CancelStream() {}

  public static void main(String[] arguments) {
    try (Connection connection = Connection.open(arguments)) {
      String model = arguments.length > 1 ? arguments[1] : "chat";
      System.out.println("read, then cancelled: " + readTwoPieces(connection.channel(), model));
    }
  }

  /** Reads two pieces of text and cancels the call. */
  static String readTwoPieces(Channel channel, String model) {
    GenerateRequest request =
        GenerateRequest.newBuilder()
            .setModel(model)
            .setOutputModality(Modality.MODALITY_TEXT)
            .addInputs(
                Message.newBuilder().addParts(Part.newBuilder().setText("Tell a long story.")))
            .build();
    StringBuilder text = new StringBuilder();
    // Calls made inside the context end with it.
    try (Context.CancellableContext context = Context.current().withCancellation()) {
      Context before = context.attach();
      try {
        Iterator<GenerationEvent> events =
            GenerationServiceGrpc.newBlockingStub(channel).streamGenerate(request);
        for (int pieces = 0; pieces < ENOUGH && events.hasNext(); ) {
          GenerationEvent event = events.next();
          if (event.hasTextDelta()) {
            text.append(event.getTextDelta().getText());
            pieces++;
          }
        }
      } finally {
        context.detach(before);
      }
    }
    return text.toString();
  }
}
