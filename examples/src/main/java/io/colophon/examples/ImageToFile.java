package io.colophon.examples;

import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerationEvent;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.ImageParameters;
import io.colophon.v1.Message;
import io.colophon.v1.Modality;
import io.colophon.v1.Part;
import io.colophon.v1.Receipt;
import io.grpc.Channel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;

/** Writes a picture to a file piece by piece, without ever holding all of it. */
public final class ImageToFile {
  private static final int SIDE = 512;

  private ImageToFile() {}

  public static void main(String[] arguments) throws IOException {
    try (Connection connection = Connection.open(arguments)) {
      Path file = Path.of(arguments.length > 1 ? arguments[1] : "picture.png");
      Receipt receipt = write(connection.channel(), "a red boat on a lake", file);
      System.out.println("wrote " + file + " with " + receipt.getLabelsList());
    }
  }

  /** Writes the picture and returns its receipt. */
  static Receipt write(Channel channel, String prompt, Path file) throws IOException {
    Iterator<GenerationEvent> events =
        GenerationServiceGrpc.newBlockingStub(channel)
            .streamGenerate(
                GenerateRequest.newBuilder()
                    .setModel("image")
                    .setOutputModality(Modality.MODALITY_IMAGE)
                    .setImage(
                        ImageParameters.newBuilder()
                            .setWidth(SIDE)
                            .setHeight(SIDE)
                            .setFormat("image/png"))
                    .addInputs(Message.newBuilder().addParts(Part.newBuilder().setText(prompt)))
                    .build());
    try (OutputStream out = Files.newOutputStream(file)) {
      while (events.hasNext()) {
        GenerationEvent event = events.next();
        if (event.hasMediaChunk()) {
          event.getMediaChunk().getData().writeTo(out);
        } else if (event.hasFinished()) {
          return event.getFinished().getReceipt();
        }
      }
    }
    throw new IOException("the stream ended without its last event");
  }
}
