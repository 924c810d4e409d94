package io.colophon.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.DescriptorProtos.SourceCodeInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the contract as a careful reviewer would: comments, names, imports, options. */
final class ProtoLint {
  private static final Pattern UPPER_CAMEL = Pattern.compile("([A-Z][a-z0-9]*)+");
  private static final Pattern LOWER_SNAKE = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  private static final Pattern UPPER_SNAKE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final FileDescriptorSet set;
  private final Set<String> freeMethods;
  private final Set<String> freeMethodsUsed = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  private ProtoLint(FileDescriptorSet set, Set<String> freeMethods) {
    this.set = set;
    this.freeMethods = freeMethods;
  }

  /**
   * Lists what is wrong, in the order of the files.
   *
   * @param freeMethods full names of the rpcs whose request and response may be named freely; one
   *     that does not need it is a problem too
   */
  static List<String> problems(FileDescriptorSet set, Set<String> freeMethods) {
    ProtoLint lint = new ProtoLint(set, freeMethods);
    for (FileDescriptorProto file : set.getFileList()) {
      if (Contract.isOurs(file)) {
        lint.file(file);
      }
    }
    freeMethods.stream()
        .filter(method -> !lint.freeMethodsUsed.contains(method))
        .sorted()
        .forEach(method -> lint.problems.add(method + ": needs no exception for its names"));
    return lint.problems;
  }

  private void file(FileDescriptorProto file) {
    if (!file.getSyntax().equals("proto3")) {
      problems.add(file.getName() + ": is not proto3");
    }
    if (!file.getOptions().getJavaMultipleFiles()) {
      problems.add(file.getName() + ": lacks option java_multiple_files = true");
    }
    if (!file.getOptions().getJavaPackage().equals("io.colophon.v1")) {
      problems.add(file.getName() + ": lacks option java_package = \"io.colophon.v1\"");
    }
    imports(file);
    Map<List<Integer>, String> comments = new HashMap<>();
    for (SourceCodeInfo.Location location : file.getSourceCodeInfo().getLocationList()) {
      comments.put(location.getPathList(), location.getLeadingComments().strip());
    }
    for (Element element : Element.of(file)) {
      comment(element, comments.getOrDefault(element.path(), ""));
      names(element);
    }
  }

  private void imports(FileDescriptorProto file) {
    Map<String, String> declaredIn = new HashMap<>();
    for (FileDescriptorProto any : set.getFileList()) {
      for (Element element : Element.of(any)) {
        declaredIn.put("." + element.name(), any.getName());
      }
    }
    Set<String> needed = new HashSet<>();
    for (String type : TypeUse.in(file)) {
      needed.add(declaredIn.getOrDefault(type, ""));
    }
    for (String imported : file.getDependencyList()) {
      if (!needed.contains(imported)) {
        problems.add(file.getName() + ": imports " + imported + " and uses nothing of it");
      }
    }
  }

  private void comment(Element element, String comment) {
    if (comment.isEmpty()) {
      problems.add(element.name() + ": has no comment");
    } else if (!comment.endsWith(".")) {
      problems.add(element.name() + ": its comment does not end in a full stop");
    }
  }

  private void names(Element element) {
    if (element.declaration() instanceof DescriptorProto message) {
      expect(UPPER_CAMEL, message.getName(), element, "UpperCamel");
    } else if (element.declaration() instanceof FieldDescriptorProto field) {
      expect(LOWER_SNAKE, field.getName(), element, "lower_snake_case");
    } else if (element.declaration() instanceof OneofDescriptorProto oneof) {
      expect(LOWER_SNAKE, oneof.getName(), element, "lower_snake_case");
    } else if (element.declaration() instanceof EnumDescriptorProto declared) {
      expect(UPPER_CAMEL, declared.getName(), element, "UpperCamel");
      values(element, declared);
    } else if (element.declaration() instanceof ServiceDescriptorProto service) {
      expect(UPPER_CAMEL, service.getName(), element, "UpperCamel");
      if (!service.getName().endsWith("Service")) {
        problems.add(element.name() + ": does not end in Service");
      }
    } else if (element.declaration() instanceof MethodDescriptorProto method) {
      expect(UPPER_CAMEL, method.getName(), element, "UpperCamel");
      method(element, method);
    }
  }

  private void values(Element element, EnumDescriptorProto declared) {
    String prefix =
        WORD_START.matcher(declared.getName()).replaceAll("_").toUpperCase(Locale.ROOT) + "_";
    EnumValueDescriptorProto first = declared.getValue(0);
    if (first.getNumber() != 0 || !first.getName().equals(prefix + "UNSPECIFIED")) {
      problems.add(element.name() + ": its first value is not " + prefix + "UNSPECIFIED = 0");
    }
    for (EnumValueDescriptorProto value : declared.getValueList()) {
      if (!value.getName().startsWith(prefix) || !UPPER_SNAKE.matcher(value.getName()).matches()) {
        problems.add(element.name() + "." + value.getName() + ": is not " + prefix + "UPPER_SNAKE");
      }
    }
  }

  private void method(Element element, MethodDescriptorProto method) {
    String name = method.getName();
    String response = simple(method.getOutputType());
    boolean requestNamed = simple(method.getInputType()).equals(name + "Request");
    // A call that gets one thing answers with the thing itself.
    boolean responseNamed =
        response.equals(name + "Response")
            || (name.startsWith("Get") && response.endsWith(name.substring("Get".length())));
    if (requestNamed && responseNamed) {
      return;
    }
    if (freeMethods.contains(element.name())) {
      freeMethodsUsed.add(element.name());
    } else {
      problems.add(
          element.name() + ": does not take " + name + "Request and return " + name + "Response");
    }
  }

  private void expect(Pattern pattern, String name, Element element, String style) {
    if (!pattern.matcher(name).matches()) {
      problems.add(element.name() + ": is not " + style);
    }
  }

  private static String simple(String typeName) {
    return typeName.substring(typeName.lastIndexOf('.') + 1);
  }
}
