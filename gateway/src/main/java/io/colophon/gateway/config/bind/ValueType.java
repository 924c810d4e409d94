package io.colophon.gateway.config.bind;

import io.colophon.gateway.config.unit.Count;
import io.colophon.gateway.config.unit.Durations;
import io.colophon.provider.spi.Secret;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How one kind of value is read from text and written back.
 *
 * @param name for documents: a word such as {@code duration}
 * @param reader throws {@link IllegalArgumentException} whose message says what was expected and
 *     never holds the value, which may be secret
 * @param printer text that {@code reader} reads as an equal value
 */
public record ValueType(String name, Function<String, ?> reader, Function<Object, String> printer) {

  private static final Map<Class<?>, ValueType> KNOWN =
      Map.ofEntries(
          Map.entry(String.class, plain("text", ValueType::text)),
          Map.entry(
              Secret.class,
              new ValueType(
                  "secret", text -> new Secret(text(text)), secret -> ((Secret) secret).reveal())),
          Map.entry(Boolean.class, plain("boolean", ValueType::truth)),
          Map.entry(Integer.class, plain("integer", ValueType::integer)),
          Map.entry(Long.class, plain("integer", Count::parseLong)),
          Map.entry(Double.class, plain("number", ValueType::number)),
          Map.entry(
              BigDecimal.class,
              new ValueType(
                  "number",
                  text -> Count.parse(text).value(),
                  number -> ((BigDecimal) number).toString())),
          Map.entry(
              Duration.class,
              new ValueType(
                  "duration", Durations::parse, length -> Durations.print((Duration) length))),
          Map.entry(URI.class, plain("uri", ValueType::uri)),
          Map.entry(Path.class, plain("path", ValueType::path)),
          Map.entry(Currency.class, plain("currency", ValueType::currency)),
          Map.entry(LocalDate.class, plain("date", ValueType::date)));

  private static ValueType plain(String name, Function<String, ?> reader) {
    return new ValueType(name, reader, String::valueOf);
  }

  private static final ClassValue<Optional<ValueType>> BY_CLASS =
      new ClassValue<>() {
        @Override
        protected Optional<ValueType> computeValue(Class<?> type) {
          return find(type);
        }
      };

  /**
   * The type of a class: one of the JDK's above, an enum, or a class with a static {@code
   * parse(String)} that returns it.
   */
  public static Optional<ValueType> of(Class<?> type) {
    return BY_CLASS.get(type);
  }

  private static Optional<ValueType> find(Class<?> type) {
    ValueType known = KNOWN.get(boxed(type));
    if (known != null) {
      return Optional.of(known);
    }
    if (type.isEnum()) {
      return Optional.of(EnumValues.type(type));
    }
    try {
      Method parse = type.getMethod("parse", String.class);
      boolean fits = Modifier.isStatic(parse.getModifiers()) && parse.getReturnType() == type;
      return fits
          ? Optional.of(plain(KebabCase.ofClass(type), text -> call(parse, text)))
          : Optional.empty();
    } catch (NoSuchMethodException notAValue) {
      return Optional.empty();
    }
  }

  private static Object call(Method parse, String text) {
    try {
      return parse.invoke(null, text);
    } catch (InvocationTargetException refused) {
      if (refused.getCause() instanceof IllegalArgumentException expectation) {
        throw expectation;
      }
      throw new IllegalStateException(parse + " failed", refused.getCause());
    } catch (IllegalAccessException notPublic) {
      throw new IllegalStateException(parse + " must be public in a public class", notPublic);
    }
  }

  static Class<?> boxed(Class<?> type) {
    return type == int.class
        ? Integer.class
        : type == long.class
            ? Long.class
            : type == double.class ? Double.class : type == boolean.class ? Boolean.class : type;
  }

  private static String text(String text) {
    boolean fits =
        text.codePoints()
            .allMatch(
                c ->
                    c == '\n'
                        || c == '\t'
                        || (!Character.isISOControl(c)
                            && Character.getType(c) != Character.SURROGATE));
    if (text.isBlank() || !fits) {
      throw new IllegalArgumentException(
          "expected text that is not blank and has no control characters");
    }
    return text;
  }

  private static Boolean truth(String text) {
    if (text.equals("true") || text.equals("false")) {
      return text.equals("true");
    }
    throw new IllegalArgumentException("expected true or false");
  }

  private static Integer integer(String text) {
    long number = Count.parseLong(text);
    if (number != (int) number) {
      throw new IllegalArgumentException("expected a whole number of at most " + Integer.MAX_VALUE);
    }
    return (int) number;
  }

  private static Double number(String text) {
    try {
      return Count.number(text).doubleValue();
    } catch (IllegalArgumentException notANumber) {
      throw new IllegalArgumentException("expected a number such as 1.2", notANumber);
    }
  }

  private static URI uri(String text) {
    try {
      URI uri = new URI(text);
      if (uri.isAbsolute() && uri.getRawSchemeSpecificPart().length() > 2) {
        return uri;
      }
    } catch (URISyntaxException notAUri) {
      // The exception's own message holds the value.
      throw new IllegalArgumentException("expected a URI such as https://host/path");
    }
    throw new IllegalArgumentException("expected a URI such as https://host/path");
  }

  private static Path path(String text) {
    try {
      if (!text.isBlank()) {
        return Path.of(text);
      }
    } catch (InvalidPathException notAPath) {
      throw new IllegalArgumentException("expected the path of a file or folder");
    }
    throw new IllegalArgumentException("expected the path of a file or folder");
  }

  private static Currency currency(String text) {
    try {
      return Currency.getInstance(text);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "expected a code of ISO 4217 such as USD, EUR or CNY", unknown);
    }
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException notADate) {
      throw new IllegalArgumentException("expected a date such as 2026-01-31", notADate);
    }
  }
}
