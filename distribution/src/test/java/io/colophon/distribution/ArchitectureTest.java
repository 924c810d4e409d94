package io.colophon.distribution;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.colophon.distribution.Houses.ALL;
import static io.colophon.distribution.Houses.GATEWAY;
import static io.colophon.distribution.Houses.HTTP;
import static io.colophon.distribution.Houses.JOURNAL;
import static io.colophon.distribution.Houses.LABELING;
import static io.colophon.distribution.Houses.METERING;
import static io.colophon.distribution.Houses.PROTO;
import static io.colophon.distribution.Houses.SPI;
import static io.colophon.distribution.Houses.THROTTLING;
import static io.colophon.distribution.Houses.THROTTLING_REDIS;
import static io.colophon.distribution.Houses.knowsOnly;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The house as the design draws it: a new arrow between modules fails here. */
class ArchitectureTest {
  private static final Set<String> LAYERS =
      Set.of("util", "utils", "impl", "model", "service", "common", "helper", "internal", "misc");

  /** As a whole word of a name: {@code ImplicitLabel} is a good name. */
  private static final Pattern EMPTY_WORD =
      Pattern.compile(".*(Util|Utils|Impl|Manager|Helper)([A-Z0-9$].*)?");

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {PROTO, SPI, JOURNAL, THROTTLING, METERING, LABELING, GATEWAY})
  void modules_allOfThem_areLookedAt(String module) {
    assertThat(classes.stream().filter(resideInAPackage(module))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {PROTO, SPI, JOURNAL, THROTTLING})
  void foundations_each_knowNothingOfOurs(String module) {
    knowsOnly(module).check(classes);
  }

  @Test
  void labeling_whole_knowsTheJournal() {
    knowsOnly(LABELING, JOURNAL).check(classes);
  }

  @Test
  void metering_whole_knowsSpiAndJournal() {
    knowsOnly(METERING, SPI, JOURNAL).check(classes);
  }

  @Test
  void limits_whole_knowNothingOfRedis() {
    noClasses()
        .that()
        .resideInAnyPackage(THROTTLING, GATEWAY)
        .and()
        .resideOutsideOfPackage(THROTTLING_REDIS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(THROTTLING_REDIS, "io.lettuce..")
        .check(classes);
  }

  @Test
  void exportKafka_whole_knowsTheOutbox() {
    knowsOnly("io.colophon.export.kafka..", "io.colophon.metering.outbox..", SPI).check(classes);
  }

  @Test
  void gateway_whole_knowsNoProvider() {
    knowsOnly(GATEWAY, PROTO, SPI, THROTTLING, METERING, LABELING, JOURNAL).check(classes);
  }

  @Test
  void http_whole_knowsSpi() {
    knowsOnly(HTTP, SPI).allowEmptyShould(true).check(classes);
  }

  @Test
  void providers_each_knowSpiAndNotEachOther() {
    List<String> providers =
        classes.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith(ALL + ".provider."))
            .map(name -> name.split("\\.")[3])
            .distinct()
            .filter(name -> !Set.of("spi", "testkit", "http").contains(name))
            .toList();

    assertThat(providers).contains("local");
    for (String provider : providers) {
      String own = ALL + ".provider." + provider + "..";
      if (provider.equals("declarative")) {
        // An adapter's author runs the suite on his file: colophon provider test.
        knowsOnly(own, SPI, HTTP, "io.colophon.provider.testkit..").check(classes);
      } else if (Set.of("vendors", "bedrock").contains(provider)) {
        knowsOnly(own, SPI, HTTP).check(classes);
      } else if (provider.equals("remote")) {
        knowsOnly(own, SPI, PROTO).check(classes); // it speaks our gRPC to other processes
      } else {
        knowsOnly(own, SPI).check(classes);
      }
    }
  }

  @Test
  void vendors_each_doNotKnowEachOther() {
    slices()
        .matching("io.colophon.provider.vendors.(*)..")
        .should()
        .notDependOnEachOther()
        // What several vendors share: the chat interface, and small pieces.
        .ignoreDependency(
            alwaysTrue(),
            resideInAnyPackage(
                "io.colophon.provider.vendors.chat..", "io.colophon.provider.vendors.pieces.."))
        .allowEmptyShould(true)
        .check(classes);
    knowsOnly("io.colophon.provider.vendors.chat..", SPI, HTTP).check(classes);
    knowsOnly(
            "io.colophon.provider.vendors.pieces..",
            "io.colophon.provider.vendors.chat..",
            SPI,
            HTTP)
        .check(classes);
  }

  @Test
  void testkit_byWhatShips_isNotKnown() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.colophon.provider.testkit..",
            "io.colophon.provider.declarative..", // runs the suite on an adapter's file,
            "io.colophon.distribution..") // which is a command of the distribution
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.colophon.provider.testkit..")
        .check(classes);
  }

  @Test
  void protobuf_inTheGateway_staysAtItsDoors() {
    noClasses()
        .that()
        .resideInAPackage(GATEWAY)
        .and()
        .resideOutsideOfPackages(
            gateway(
                "wire",
                "jobs",
                "provenance",
                "relabel", // LabelContent of ProvenanceService
                "usage",
                "models",
                "server",
                "cli",
                "transcoding", // the same API as JSON
                "openai", // videos are a face of jobs, which are kept as messages
                "gemini")) // lists the models that ModelService lists
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(PROTO, "com.google.protobuf..")
        .check(classes);
  }

  @Test
  void protobuf_inDomainPackages_isNotUsed() {
    noClasses()
        .that()
        .resideInAnyPackage(
            gateway("pipeline", "routing", "dispatch", "admission", "labels", "meter", "config"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(PROTO)
        .check(classes);
  }

  @Test
  void libraries_belowTheGateway_knowNeitherNettyNorGrpc() {
    noClasses()
        .that()
        .resideInAnyPackage(THROTTLING, METERING, LABELING, JOURNAL, SPI)
        .and()
        .resideOutsideOfPackage(THROTTLING_REDIS) // its client is made of Netty
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "io.grpc..", "com.google.protobuf..")
        .check(classes);
  }

  @Test
  void pipelineOrder_outsideOfPipeline_isKnownToItsUsersOnly() {
    noClasses()
        .that()
        .resideInAnyPackage(gateway("admission", "routing", "dispatch", "labels", "meter"))
        .should()
        .dependOnClassesThat()
        .haveSimpleName("GenerationPipeline")
        .check(classes);
  }

  @Test
  void packages_each_areFeaturesAndNotLayers() {
    assertThat(packages())
        .allSatisfy(
            one ->
                assertThat(Set.of(one.getName().split("\\.")))
                    .as(one.getName())
                    .doesNotContainAnyElementsOf(LAYERS));
  }

  @Test
  void packages_each_sayThatNullIsMarked() {
    assertThat(packages()).hasSizeGreaterThan(40);
    assertThat(packages())
        .filteredOn(one -> !one.isAnnotatedWith(NullMarked.class))
        .extracting(JavaPackage::getName)
        .isEmpty();
  }

  @Test
  void names_each_sayWhatAThingIs() {
    assertThat(classes.stream().filter(one -> !one.getPackageName().equals("io.colophon.v1")))
        .extracting(JavaClass::getSimpleName)
        .noneMatch(name -> EMPTY_WORD.matcher(name).matches());
  }

  @Test
  void rules_onWhatBreaksThem_fail() {
    assertThat(knowsOnly(METERING, JOURNAL).evaluate(classes).hasViolation()).isTrue();
    assertThat(knowsOnly(LABELING).evaluate(classes).hasViolation()).isTrue();
    assertThat(knowsOnly("io.colophon.provider.local..").evaluate(classes).hasViolation()).isTrue();
    assertThat(EMPTY_WORD.matcher("StringUtil").matches()).isTrue();
    assertThat(EMPTY_WORD.matcher("JobManagerThread").matches()).isTrue();
    assertThat(EMPTY_WORD.matcher("ImplicitLabel").matches()).isFalse();
  }

  private static String[] gateway(String... names) {
    return Arrays.stream(names)
        .map(name -> "io.colophon.gateway." + name + "..")
        .toArray(String[]::new);
  }

  /** Packages somebody wrote classes in; what protoc wrote is not ours to annotate. */
  private static Set<JavaPackage> packages() {
    return classes.stream()
        .filter(one -> !one.getPackageName().equals("io.colophon.v1"))
        .map(JavaClass::getPackage)
        .collect(Collectors.toSet());
  }
}
