package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageDatabaseChecksTest {

  @Test
  void load_sharedDatabase_isValidAndItsPasswordIsNotShown() {
    var valid =
        Fixture.valid(
            """
            storage:
              usage:
                url: jdbc:postgresql://db:5432/usage
                user: colophon
                password: s3cr3t
                pool-size: 8
                instance: eu-1
                keep-entries: 400d
            """);
    UsageDatabaseConfig usage = valid.config().storage().usage();

    assertThat(usage.url()).contains("jdbc:postgresql://db:5432/usage");
    assertThat(usage.password().orElseThrow().reveal()).isEqualTo("s3cr3t");
    assertThat(usage.keepEntries().orElseThrow()).hasDays(400);
    assertThat(usage.toString()).doesNotContain("s3cr3t");
    assertThat(valid.settings().shown().toString()).doesNotContain("s3cr3t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{password: s3cr3t} | storage.usage.password | expected url as well",
        "{instance: eu} | storage.usage.instance | expected url as well",
        "{url: 'jdbc:mysql://db/usage'} | storage.usage.url | begins with jdbc:postgresql:",
        "{url: 'jdbc:postgresql://db/u?user=a&password=b'} | storage.usage.url | expected it in"
            + " password",
        "{url: 'jdbc:postgresql://db/u', instance: 'a b'} | storage.usage.instance | expected 1 to"
            + " 64 of",
        "{pool-size: 1} | storage.usage.pool-size | expected 2 to 64",
        "{keep-entries: 1h} | storage.usage.keep-entries | expected 1d to"
      })
  void load_mistake_isNamedWithItsPlace(String usage, String path, String expected) {
    assertThat(Fixture.problems("storage: {usage: " + usage + "}"))
        .singleElement()
        .asString()
        .contains(" " + path + ": ")
        .contains(expected);
  }
}
