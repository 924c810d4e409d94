package io.colophon.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether what was released still works: on the wire, in JSON, and for code generated from it.
 *
 * <p>Additions are never a break. A rename is one, although old bytes can still be read: JSON and
 * the sources of callers use names.
 */
final class Compatibility {
  private final Map<String, Message> current = new LinkedHashMap<>();
  private final List<String> breaks = new ArrayList<>();

  private Compatibility(FileDescriptorSet current) {
    this.current.putAll(elements(current));
  }

  /** Lists what a caller of {@code released} would stumble over; empty when there is nothing. */
  static List<String> breaks(FileDescriptorSet released, FileDescriptorSet current) {
    Compatibility compatibility = new Compatibility(current);
    elements(released).forEach(compatibility::compare);
    return compatibility.breaks;
  }

  private static Map<String, Message> elements(FileDescriptorSet set) {
    Map<String, Message> elements = new LinkedHashMap<>();
    for (FileDescriptorProto file : set.getFileList()) {
      for (Element element : Element.of(file)) {
        elements.put(element.name(), element.declaration());
      }
    }
    return elements;
  }

  private void compare(String name, Message before) {
    Message after = current.get(name);
    if (after == null) {
      breaks.add(name + ": was removed");
    } else if (!before.getDescriptorForType().equals(after.getDescriptorForType())) {
      breaks.add(name + ": is of another kind");
    } else if (before instanceof FieldDescriptorProto field) {
      field(name, field, (FieldDescriptorProto) after);
    } else if (before instanceof EnumValueDescriptorProto value) {
      int number = ((EnumValueDescriptorProto) after).getNumber();
      same(name, "number", value.getNumber(), number);
    } else if (before instanceof MethodDescriptorProto method) {
      method(name, method, (MethodDescriptorProto) after);
    } else if (before instanceof DescriptorProto message) {
      oneofs(name, message, (DescriptorProto) after);
      maps(name, message, (DescriptorProto) after);
    } else if (before instanceof EnumDescriptorProto declared) {
      boolean aliases = ((EnumDescriptorProto) after).getOptions().getAllowAlias();
      same(name, "allow_alias", declared.getOptions().getAllowAlias(), aliases);
    }
  }

  private void field(String name, FieldDescriptorProto before, FieldDescriptorProto after) {
    same(name, "number", before.getNumber(), after.getNumber());
    same(name, "type", before.getType(), after.getType());
    same(name, "type name", before.getTypeName(), after.getTypeName());
    same(name, "label", before.getLabel(), after.getLabel());
    same(name, "presence", before.getProto3Optional(), after.getProto3Optional());
    same(name, "JSON name", before.getJsonName(), after.getJsonName());
  }

  private void method(String name, MethodDescriptorProto before, MethodDescriptorProto after) {
    same(name, "request", before.getInputType(), after.getInputType());
    same(name, "response", before.getOutputType(), after.getOutputType());
    same(name, "streaming of requests", before.getClientStreaming(), after.getClientStreaming());
    same(name, "streaming of responses", before.getServerStreaming(), after.getServerStreaming());
  }

  private void oneofs(String name, DescriptorProto before, DescriptorProto after) {
    Map<String, String> now = new LinkedHashMap<>();
    after.getFieldList().forEach(field -> now.put(field.getName(), oneof(after, field)));
    for (FieldDescriptorProto field : before.getFieldList()) {
      if (now.containsKey(field.getName())) {
        String child = name + "." + field.getName();
        same(child, "oneof", oneof(before, field), now.get(field.getName()));
      }
    }
  }

  private static String oneof(DescriptorProto message, FieldDescriptorProto field) {
    return field.hasOneofIndex() && !field.getProto3Optional()
        ? message.getOneofDecl(field.getOneofIndex()).getName()
        : "none";
  }

  /** A map's entry is no element of its own: nobody wrote it, but its types can change. */
  private void maps(String name, DescriptorProto before, DescriptorProto after) {
    for (DescriptorProto entry : before.getNestedTypeList()) {
      if (entry.getOptions().getMapEntry()) {
        after.getNestedTypeList().stream()
            .filter(now -> now.getName().equals(entry.getName()))
            .forEach(
                now -> {
                  String child = name + "." + entry.getName();
                  field(child + ".key", entry.getField(0), now.getField(0));
                  field(child + ".value", entry.getField(1), now.getField(1));
                });
      }
    }
  }

  private void same(String name, String property, Object before, Object after) {
    if (!before.equals(after)) {
      breaks.add(name + ": " + property + " was " + before + " and is " + after);
    }
  }
}
