package io.colophon.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the checked-in documents against the records. Run with {@code -Dcolophon.documents=write}
 * to write them anew.
 */
class GeneratedDocumentsTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final boolean WRITE = "write".equals(System.getProperty("colophon.documents"));
  private static final Pattern TABLES =
      Pattern.compile("(?<=<!-- keys: begin -->\n).*?(?=<!-- keys: end -->)", Pattern.DOTALL);

  private static List<String> errors(String yaml) throws Exception {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(DOCS.resolve("colophon.schema.json")), InputFormat.JSON);
    return schema.validate(yaml, InputFormat.YAML).stream().map(Error::toString).toList();
  }

  @Test
  void schema_checkedIn_isThatOfTheRecords() throws Exception {
    Path file = DOCS.resolve("colophon.schema.json");
    if (WRITE) {
      Files.writeString(file, SchemaDocument.json());
    }
    assertThat(file).hasContent(SchemaDocument.json());
  }

  @Test
  void tables_checkedIn_areThoseOfTheRecords() throws Exception {
    Path file = DOCS.resolve("configuration.md");
    String text = Files.readString(file);
    if (WRITE) {
      text = TABLES.matcher(text).replaceFirst(Matcher.quoteReplacement(ReferenceTable.markdown()));
      Files.writeString(file, text);
    }
    Matcher tables = TABLES.matcher(text);
    assertThat(tables.find()).isTrue();
    assertThat(tables.group()).isEqualTo(ReferenceTable.markdown());
  }

  @Test
  void yamlBlocks_ofTheDocument_areValid() throws Exception {
    Matcher blocks =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCS.resolve("configuration.md")));
    int count = 0;
    while (blocks.find()) {
      count++;
      assertThat(errors(blocks.group(1))).isEmpty();
      assertThat(Fixture.problems(blocks.group(1))).isEmpty();
    }
    assertThat(count).isGreaterThanOrEqualTo(2);
  }

  @Test
  void schema_examples_areAccepted() throws Exception {
    assertThat(errors(Fixture.resource("everything.yaml"))).isEmpty();
    assertThat(errors(EmbeddedDefault.text())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sever: {}",
        "server: {drain-timout: 1s}",
        "server: []",
        "routes: [{policy: canary, targets: []}]",
        "models: {m: {}}",
        "prices: [{model: m, rates: {image: 1}}]",
        "plans: {p: {fee: [1]}}",
        "screening: {rules: {r: {action: hide}}}"
      })
  void schema_mistakes_areRefused(String yaml) throws Exception {
    assertThat(errors(yaml)).isNotEmpty();
  }
}
