package io.colophon.provider.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that uses programs from outside, such as {@code exiftool}. Where one is not on the PATH
 * the test is skipped and says which; with {@code CI=true} in the environment it fails instead.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresToolCondition.class)
public @interface RequiresTool {
  /** Names of programs looked up on the PATH; all are needed. */
  String[] value();
}
