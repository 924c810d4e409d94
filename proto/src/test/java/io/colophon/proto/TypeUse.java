package io.colophon.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import java.util.HashSet;
import java.util.Set;

/** Which messages and enums a file refers to. */
final class TypeUse {
  private TypeUse() {}

  /** Full names with a leading dot, as descriptors write them. */
  static Set<String> in(FileDescriptorProto file) {
    Set<String> used = new HashSet<>();
    for (DescriptorProto message : file.getMessageTypeList()) {
      collect(message, used);
    }
    for (ServiceDescriptorProto service : file.getServiceList()) {
      for (MethodDescriptorProto method : service.getMethodList()) {
        used.add(method.getInputType());
        used.add(method.getOutputType());
      }
    }
    return used;
  }

  private static void collect(DescriptorProto message, Set<String> used) {
    for (FieldDescriptorProto field : message.getFieldList()) {
      if (field.hasTypeName()) {
        used.add(field.getTypeName());
      }
    }
    for (DescriptorProto nested : message.getNestedTypeList()) {
      collect(nested, used);
    }
  }
}
