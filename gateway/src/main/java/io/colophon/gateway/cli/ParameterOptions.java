package io.colophon.gateway.cli;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import io.colophon.metering.estimate.WrittenValue;
import io.colophon.v1.AudioKind;
import io.colophon.v1.GenerateRequest;
import io.colophon.v1.Media;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code --param name=value} into the parameters of a modality. The names are those of the
 * contract's fields, so that a new field needs nothing here; {@code size=WxH} sets two at once.
 */
final class ParameterOptions {
  /** Fields that a word cannot fill, or that {@code --in} does. */
  private static final Set<String> NOT_HERE = Set.of("tools", "source", "first_frame", "controls");

  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})[xX](\\d{1,6})");
  private static final String KIND_PREFIX = "AUDIO_KIND_";

  private final OutputKind kind;
  private final Message.Builder into;

  private ParameterOptions(OutputKind kind, Message.Builder into) {
    this.kind = kind;
    this.into = into;
  }

  /** Puts the parameters into the request. */
  static void apply(OutputKind kind, List<String> parameters, GenerateRequest.Builder request)
      throws IOException {
    ParameterOptions options = new ParameterOptions(kind, builder(kind, request));
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--param is '" + parameter + "', expected name=value");
      }
      options.set(
          parameter.substring(0, equals).strip().replace('-', '_'),
          parameter.substring(equals + 1));
    }
  }

  /** The names that a kind takes. */
  static Set<String> names(OutputKind kind) {
    Set<String> names = new TreeSet<>();
    for (FieldDescriptor field :
        builder(kind, GenerateRequest.newBuilder()).getDescriptorForType().getFields()) {
      if (!NOT_HERE.contains(field.getName())
          && (!field.getName().equals("kind") || kind == OutputKind.AUDIO)) {
        names.add(field.getName());
      }
    }
    if (names.contains("width")) {
      names.add("size");
    }
    return names;
  }

  private static Message.Builder builder(OutputKind kind, GenerateRequest.Builder request) {
    return switch (kind) {
      case TEXT -> request.getTextBuilder();
      case IMAGE -> request.getImageBuilder();
      case SPEECH -> request.getAudioBuilder().setKind(AudioKind.AUDIO_KIND_SPEECH);
      case MUSIC -> request.getAudioBuilder().setKind(AudioKind.AUDIO_KIND_MUSIC);
      case AUDIO -> request.getAudioBuilder();
      case VIDEO -> request.getVideoBuilder();
    };
  }

  private void set(String name, String value) throws IOException {
    if (!names(kind).contains(name)) {
      throw new UsageException(
          "--param "
              + name
              + " is not known for "
              + kind.id()
              + ", expected one of "
              + String.join(", ", names(kind)));
    }
    if (name.equals("size")) {
      Matcher size = SIZE.matcher(value);
      if (!size.matches()) {
        throw wrong(name, value, "WIDTHxHEIGHT in pixels, as in 1024x768");
      }
      set("width", size.group(1));
      set("height", size.group(2));
      return;
    }
    FieldDescriptor field = into.getDescriptorForType().findFieldByName(name);
    Object parsed = parse(field, name, value);
    if (field.isRepeated()) {
      into.addRepeatedField(field, parsed);
    } else {
      into.setField(field, parsed);
    }
  }

  private static Object parse(FieldDescriptor field, String name, String value) throws IOException {
    JavaType type = field.getJavaType();
    try {
      return switch (type) {
        case INT -> Integer.valueOf(value.strip());
        case LONG -> Long.valueOf(value.strip());
        case DOUBLE -> Double.valueOf(value.strip());
        case STRING -> name.equals("format") ? MediaSniffer.mimeType(value) : value;
        case ENUM -> kindOf(field, name, value);
        case MESSAGE -> message(field, name, value);
        default -> throw new IllegalStateException("no word can fill a " + type);
      };
    } catch (NumberFormatException notOne) {
      throw wrong(name, value, type == JavaType.DOUBLE ? "a number" : "a whole number");
    }
  }

  private static EnumValueDescriptor kindOf(FieldDescriptor field, String name, String value) {
    EnumValueDescriptor found =
        field.getEnumType().findValueByName(KIND_PREFIX + value.strip().toUpperCase(Locale.ROOT));
    if (found == null || found.getNumber() == 0) {
      throw wrong(name, value, "speech, music, sound or transcription");
    }
    return found;
  }

  private static Message message(FieldDescriptor field, String name, String value)
      throws IOException {
    if (field.getMessageType().equals(Media.getDescriptor())) {
      return MediaSniffer.read(Path.of(value));
    }
    try {
      java.time.Duration time = WrittenValue.duration("--param " + name, value);
      return Duration.newBuilder().setSeconds(time.getSeconds()).setNanos(time.getNano()).build();
    } catch (IllegalArgumentException notOne) {
      throw new UsageException(notOne);
    }
  }

  private static UsageException wrong(String name, String value, String expected) {
    return new UsageException("--param " + name + " is '" + value + "', expected " + expected);
  }
}
