package io.colophon.distribution;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;

/** The modules as package patterns, and the form of a rule on what one of them may know. */
final class Houses {
  static final String ALL = "io.colophon";
  static final String PROTO = "io.colophon.v1..";
  static final String SPI = "io.colophon.provider.spi..";
  static final String HTTP = "io.colophon.provider.http..";
  static final String JOURNAL = "io.colophon.journal..";
  static final String THROTTLING = "io.colophon.throttling..";
  static final String THROTTLING_REDIS = "io.colophon.throttling.redis..";
  static final String METERING = "io.colophon.metering..";
  static final String LABELING = "io.colophon.labeling..";
  static final String GATEWAY = "io.colophon.gateway..";

  private Houses() {}

  /** Of what is ours, one knows itself and the others named; what is not ours is no matter. */
  static ArchRule knowsOnly(String one, String... others) {
    List<String> known = new ArrayList<>(List.of(others));
    known.add(one);
    return classes()
        .that()
        .resideInAPackage(one)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(known.toArray(String[]::new))
                .or(resideOutsideOfPackage(ALL + "..")));
  }
}
