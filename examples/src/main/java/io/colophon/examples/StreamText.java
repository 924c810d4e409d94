package io.colophon.examples;

import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.Message;
import io.colophon.v1.Modality;
import io.colophon.v1.Part;
import io.colophon.v1.Receipt;
import io.grpc.Channel;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;

/** Prints a text as it comes. The last event carries the receipt. */
public final class StreamText {
  private StreamText() {}

  public static void main(String[] arguments) {
    try (Connection connection = Connection.open(arguments)) {
      Receipt receipt =
          read(connection.channel(), "Write a line about the sea.", new StringBuilder());
      System.out.println();
      System.out.println("usage: " + receipt.getUsageList());
    }
  }

  /** Reads to the end, prints and collects the text, and returns the receipt. */
  static Receipt read(Channel channel, String prompt, StringBuilder text) {
    Iterator<GenerationEvent> events =
        GenerationServiceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(30, TimeUnit.SECONDS)
            .streamGenerate(
                GenerateRequest.newBuilder()
                    .setModel("chat")
                    .setOutputModality(Modality.MODALITY_TEXT)
                    .addInputs(Message.newBuilder().addParts(Part.newBuilder().setText(prompt)))
                    .build());
    while (events.hasNext()) {
      GenerationEvent event = events.next();
      switch (event.getEventCase()) {
        case STARTED -> System.out.println("from " + event.getStarted().getTarget());
        case TEXT_DELTA -> {
          System.out.print(event.getTextDelta().getText());
          text.append(event.getTextDelta().getText());
        }
        case FINISHED -> {
          return event.getFinished().getReceipt();
        }
        default -> {
          // Text brings no other events.
        }
      }
    }
    throw new IllegalStateException("the stream ended without its last event");
  }
}
