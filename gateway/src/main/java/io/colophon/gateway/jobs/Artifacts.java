package io.colophon.gateway.jobs;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.colophon.v1.GenerateResponse;
import io.colophon.v1.Output;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Media that jobs put out: a folder for each job, a file for each output, named by its number.
 * Calls block.
 */
final class Artifacts {
  private final Path directory;

  Artifacts(Path directory) {
    this.directory = directory;
  }

  /** Opens a file for the output; it is complete only after {@link FileChannel#force}. */
  FileChannel create(String jobId, int output) throws IOException {
    Path folder = directory.resolve(jobId);
    Files.createDirectories(folder);
    return FileChannel.open(
        folder.resolve(Integer.toString(output)),
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE);
  }

  /** The response with the bytes of its media. */
  GenerateResponse fill(String jobId, GenerateResponse response) {
    GenerateResponse.Builder filled = response.toBuilder();
    int file = 0;
    for (Output.Builder output : filled.getOutputsBuilderList()) {
      if (output.hasMedia()) {
        output.getMediaBuilder().setData(read(jobId, file++));
      }
    }
    return filled.build();
  }

  private ByteString read(String jobId, int output) {
    try {
      byte[] bytes = Files.readAllBytes(directory.resolve(jobId).resolve(Integer.toString(output)));
      return UnsafeByteOperations.unsafeWrap(ByteBuffer.wrap(bytes));
    } catch (IOException failure) {
      throw new UncheckedIOException("an output of job " + jobId + " cannot be read", failure);
    }
  }

  /** Deletes what a job put out. */
  void delete(String jobId) {
    Path folder = directory.resolve(jobId);
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException("outputs of job " + jobId + " cannot be deleted", failure);
    }
  }
}
