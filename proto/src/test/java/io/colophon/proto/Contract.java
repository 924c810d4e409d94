package io.colophon.proto;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The descriptors of package {@code colophon.v1}, as protoc wrote them. */
final class Contract {
  static final String PACKAGE = "colophon.v1";

  private Contract() {}

  /** What was compiled just now, with imported files and the comments of the sources. */
  static FileDescriptorSet current() throws IOException {
    try (InputStream in = Contract.class.getResourceAsStream("/colophon-v1.protoset")) {
      if (in == null) {
        throw new IOException("colophon-v1.protoset is not on the class path: protoc did not run");
      }
      return FileDescriptorSet.parseFrom(in);
    }
  }

  static FileDescriptorSet read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return FileDescriptorSet.parseFrom(in);
    }
  }

  /** Our own files only and without comments: all that a release promises, and no more. */
  static FileDescriptorSet promised(FileDescriptorSet set) {
    FileDescriptorSet.Builder promised = FileDescriptorSet.newBuilder();
    for (FileDescriptorProto file : set.getFileList()) {
      if (isOurs(file)) {
        promised.addFile(file.toBuilder().clearSourceCodeInfo());
      }
    }
    return promised.build();
  }

  static boolean isOurs(FileDescriptorProto file) {
    return file.getPackage().equals(PACKAGE);
  }
}
