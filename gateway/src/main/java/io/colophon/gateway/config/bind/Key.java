package io.colophon.gateway.config.bind;

import io.colophon.provider.spi.Default;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One key of a record: a component with what its annotations say.
 *
 * @param name as in the file
 * @param type of the component, generic arguments kept
 * @param defaultText the value when the key is left out
 */
public record Key(
    String name,
    Type type,
    Optional<String> defaultText,
    Optional<Range> range,
    Optional<Form> form,
    Optional<String> about) {

  /** Annotations are parsed anew for each component asked for, which shows at start. */
  private static final ClassValue<List<Key>> KNOWN =
      new ClassValue<>() {
        @Override
        protected List<Key> computeValue(Class<?> type) {
          return Arrays.stream(type.getRecordComponents()).map(Key::of).toList();
        }
      };

  /** The keys of a record in the order of its components. */
  public static List<Key> of(Class<? extends Record> type) {
    return KNOWN.get(type);
  }

  private static Key of(RecordComponent component) {
    return new Key(
        KebabCase.ofComponent(component.getName()),
        component.getGenericType(),
        Optional.ofNullable(component.getAnnotation(Default.class)).map(Default::value),
        Optional.ofNullable(component.getAnnotation(Range.class)),
        Optional.ofNullable(component.getAnnotation(Form.class)),
        Optional.ofNullable(component.getAnnotation(About.class)).map(About::value));
  }

  Constraints constraints() {
    return new Constraints(range, form.map(other -> ValueType.of(other.value()).orElseThrow()));
  }
}
