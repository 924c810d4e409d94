package io.colophon.examples;

import com.google.longrunning.Operation;
import com.google.longrunning.OperationsGrpc;
import com.google.longrunning.WaitOperationRequest;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.GenerationMetadata;
import io.colophon.v1.GenerationServiceGrpc;
import io.colophon.v1.Media;
import io.colophon.v1.Message;
import io.colophon.v1.Modality;
import io.colophon.v1.Part;
import io.grpc.Channel;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Starts a film as a job, waits for it, and writes it to a file. The job goes on without the
 * caller: who knows the operation's name can ask for it later, from another connection.
 */
public final class VideoJob {
  private static final int PATIENCE_SECONDS = 10;

  private VideoJob() {}

  public static void main(String[] arguments) throws IOException {
    try (Connection connection = Connection.open(arguments)) {
      Path file = Path.of(arguments.length > 1 ? arguments[1] : "film.mp4");
      Operation started = start(connection.channel(), "waves at sunset");
      System.out.println("started " + started.getName());
      Media film = result(await(connection.channel(), started.getName()));
      Files.write(file, film.getData().toByteArray());
      System.out.println("wrote " + file + ", " + film.getMimeType());
    }
  }

  /** Returns at once, with the job on the gateway's disk. */
  static Operation start(Channel channel, String prompt) {
    return GenerationServiceGrpc.newBlockingStub(channel)
        .startGeneration(
            GenerateRequest.newBuilder()
                .setModel("video")
                .setOutputModality(Modality.MODALITY_VIDEO)
                .addInputs(Message.newBuilder().addParts(Part.newBuilder().setText(prompt)))
                .build());
  }

  /** Waits, ten seconds at a time, and tells how far it is. */
  static Operation await(Channel channel, String name) throws InvalidProtocolBufferException {
    var operations = OperationsGrpc.newBlockingStub(channel);
    var wait =
        WaitOperationRequest.newBuilder()
            .setName(name)
            .setTimeout(Duration.newBuilder().setSeconds(PATIENCE_SECONDS))
            .build();
    Operation operation = operations.waitOperation(wait);
    while (!operation.getDone()) {
      GenerationMetadata metadata = operation.getMetadata().unpack(GenerationMetadata.class);
      System.out.printf("%s %.0f %%%n", metadata.getState(), 100 * metadata.getProgress());
      operation = operations.waitOperation(wait);
    }
    return operation;
  }

  /** What a job that has ended put out. */
  static Media result(Operation operation) throws InvalidProtocolBufferException {
    if (operation.hasError()) {
      throw StatusProto.toStatusRuntimeException(operation.getError());
    }
    return operation.getResponse().unpack(GenerateResponse.class).getOutputs(0).getMedia();
  }
}
