package io.colophon.gateway.transcoding;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The comments of the contract's files by the full name of what they stand at, from the descriptor
 * set that is built with them.
 */
final class ProtoComments {
  private static final String RESOURCE = "/colophon-v1.protoset";

  private final Map<String, String> byName = new HashMap<>();
  private final Map<List<Integer>, String> byPath = new HashMap<>();

  private ProtoComments() {}

  /** Reads them from the class path. */
  static ProtoComments load() {
    try (InputStream in = ProtoComments.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      ProtoComments comments = new ProtoComments();
      FileDescriptorSet.parseFrom(in).getFileList().forEach(comments::read);
      return comments;
    } catch (IOException broken) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", broken);
    }
  }

  /** The comment at a message, field, enum, value or method; empty when there is none. */
  String of(String fullName) {
    return byName.getOrDefault(fullName, "");
  }

  private void read(FileDescriptorProto file) {
    byPath.clear();
    for (Location location : file.getSourceCodeInfo().getLocationList()) {
      if (location.hasLeadingComments()) {
        byPath.put(location.getPathList(), tidy(location.getLeadingComments()));
      }
    }
    String prefix = file.getPackage() + ".";
    for (int i = 0; i < file.getMessageTypeCount(); i++) {
      message(
          file.getMessageType(i),
          prefix,
          List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, i));
    }
    for (int i = 0; i < file.getEnumTypeCount(); i++) {
      values(file.getEnumType(i), prefix, List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, i));
    }
    for (int i = 0; i < file.getServiceCount(); i++) {
      ServiceDescriptorProto service = file.getService(i);
      for (int m = 0; m < service.getMethodCount(); m++) {
        put(
            prefix + service.getName() + "." + service.getMethod(m).getName(),
            List.of(
                FileDescriptorProto.SERVICE_FIELD_NUMBER,
                i,
                ServiceDescriptorProto.METHOD_FIELD_NUMBER,
                m));
      }
    }
  }

  private void message(DescriptorProto message, String prefix, List<Integer> path) {
    String name = prefix + message.getName();
    put(name, path);
    for (int i = 0; i < message.getFieldCount(); i++) {
      put(
          name + "." + message.getField(i).getName(),
          below(path, DescriptorProto.FIELD_FIELD_NUMBER, i));
    }
    for (int i = 0; i < message.getNestedTypeCount(); i++) {
      message(
          message.getNestedType(i),
          name + ".",
          below(path, DescriptorProto.NESTED_TYPE_FIELD_NUMBER, i));
    }
    for (int i = 0; i < message.getEnumTypeCount(); i++) {
      values(
          message.getEnumType(i),
          name + ".",
          below(path, DescriptorProto.ENUM_TYPE_FIELD_NUMBER, i));
    }
  }

  private void values(EnumDescriptorProto type, String prefix, List<Integer> path) {
    put(prefix + type.getName(), path);
    for (int i = 0; i < type.getValueCount(); i++) {
      put(
          prefix + type.getName() + "." + type.getValue(i).getName(),
          below(path, EnumDescriptorProto.VALUE_FIELD_NUMBER, i));
    }
  }

  private static List<Integer> below(List<Integer> path, int field, int index) {
    List<Integer> longer = new java.util.ArrayList<>(path);
    longer.add(field);
    longer.add(index);
    return longer;
  }

  private void put(String name, List<Integer> path) {
    String comment = byPath.get(path);
    if (comment != null) {
      byName.put(name, comment);
    }
  }

  private static String tidy(String comment) {
    return comment.strip().replaceAll("\\s*\\n\\s*", " ");
  }
}
