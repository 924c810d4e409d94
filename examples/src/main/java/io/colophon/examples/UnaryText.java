package io.colophon.examples;

import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.Message;
import io.colophon.v1.Modality;
import io.colophon.v1.Part;
import io.grpc.Channel;
import java.util.concurrent.TimeUnit;

/** Asks for a text, waits for all of it, and prints it with its receipt. */
public final class UnaryText {
  private UnaryText() {}

  public static void main(String[] arguments) {
    try (Connection connection = Connection.open(arguments)) {
      GenerateResponse response = ask(connection.channel(), "Write a line about the sea.");
      System.out.println(response.getOutputs(0).getText());
      System.out.println(response.getReceipt());
    }
  }

  static GenerateResponse ask(Channel channel, String prompt) {
    // readme: begin
    var colophon = GenerationServiceGrpc.newBlockingStub(channel);
    var request =
        GenerateRequest.newBuilder()
            .setModel("chat")
            .setOutputModality(Modality.MODALITY_TEXT)
            .addInputs(Message.newBuilder().addParts(Part.newBuilder().setText(prompt)))
            .build();
    var response = colophon.withDeadlineAfter(30, TimeUnit.SECONDS).generate(request);
    String text = response.getOutputs(0).getText(); // ends with its label
    long index = response.getReceipt().getOutputs(0).getLogIndex(); // its provenance record
    // readme: end
    System.out.println("record " + index + ", " + text.length() + " characters");
    return response;
  }
}
