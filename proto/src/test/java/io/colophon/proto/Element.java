package io.colophon.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One thing that a .proto file declares.
 *
 * @param name full name, for instance {@code colophon.v1.Media.uri}
 * @param path where it stands in its file: field numbers and indexes, as in {@code
 *     SourceCodeInfo.Location.path}
 * @param declaration its descriptor
 */
record Element(String name, List<Integer> path, Message declaration) {

  /** Everything that somebody wrote in the file: without map entries and synthetic oneofs. */
  static List<Element> of(FileDescriptorProto file) {
    List<Element> found = new ArrayList<>();
    String scope = file.getPackage();
    for (int i = 0; i < file.getMessageTypeCount(); i++) {
      List<Integer> path = List.of(FileDescriptorProto.MESSAGE_TYPE_FIELD_NUMBER, i);
      addMessage(found, scope, path, file.getMessageType(i));
    }
    for (int i = 0; i < file.getEnumTypeCount(); i++) {
      List<Integer> path = List.of(FileDescriptorProto.ENUM_TYPE_FIELD_NUMBER, i);
      addEnum(found, scope, path, file.getEnumType(i));
    }
    for (int i = 0; i < file.getServiceCount(); i++) {
      ServiceDescriptorProto service = file.getService(i);
      List<Integer> path = List.of(FileDescriptorProto.SERVICE_FIELD_NUMBER, i);
      Element element = new Element(scope + "." + service.getName(), path, service);
      found.add(element);
      for (int j = 0; j < service.getMethodCount(); j++) {
        found.add(
            element.child(
                service.getMethod(j).getName(),
                ServiceDescriptorProto.METHOD_FIELD_NUMBER,
                j,
                service.getMethod(j)));
      }
    }
    return found;
  }

  private static void addMessage(
      List<Element> found, String scope, List<Integer> path, DescriptorProto message) {
    if (message.getOptions().getMapEntry()) {
      return;
    }
    Element element = new Element(scope + "." + message.getName(), path, message);
    found.add(element);
    Set<Integer> synthetic = new HashSet<>();
    for (int i = 0; i < message.getFieldCount(); i++) {
      FieldDescriptorProto field = message.getField(i);
      found.add(element.child(field.getName(), DescriptorProto.FIELD_FIELD_NUMBER, i, field));
      if (field.getProto3Optional()) {
        synthetic.add(field.getOneofIndex());
      }
    }
    for (int i = 0; i < message.getOneofDeclCount(); i++) {
      if (!synthetic.contains(i)) {
        found.add(
            element.child(
                message.getOneofDecl(i).getName(),
                DescriptorProto.ONEOF_DECL_FIELD_NUMBER,
                i,
                message.getOneofDecl(i)));
      }
    }
    for (int i = 0; i < message.getNestedTypeCount(); i++) {
      List<Integer> below = below(path, DescriptorProto.NESTED_TYPE_FIELD_NUMBER, i);
      addMessage(found, element.name(), below, message.getNestedType(i));
    }
    for (int i = 0; i < message.getEnumTypeCount(); i++) {
      List<Integer> below = below(path, DescriptorProto.ENUM_TYPE_FIELD_NUMBER, i);
      addEnum(found, element.name(), below, message.getEnumType(i));
    }
  }

  private static void addEnum(
      List<Element> found, String scope, List<Integer> path, EnumDescriptorProto declared) {
    Element element = new Element(scope + "." + declared.getName(), path, declared);
    found.add(element);
    for (int i = 0; i < declared.getValueCount(); i++) {
      found.add(
          element.child(
              declared.getValue(i).getName(),
              EnumDescriptorProto.VALUE_FIELD_NUMBER,
              i,
              declared.getValue(i)));
    }
  }

  private Element child(String childName, int fieldNumber, int index, Message child) {
    return new Element(name + "." + childName, below(path, fieldNumber, index), child);
  }

  private static List<Integer> below(List<Integer> path, int fieldNumber, int index) {
    List<Integer> below = new ArrayList<>(path);
    below.add(fieldNumber);
    below.add(index);
    return List.copyOf(below);
  }
}
