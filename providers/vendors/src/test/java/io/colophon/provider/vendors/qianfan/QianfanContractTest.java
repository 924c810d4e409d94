package io.colophon.provider.vendors.qianfan;

import io.colophon.provider.http.OfferedModel;
import io.colophon.provider.spi.Ability;
import io.colophon.provider.spi.Provider;
import io.colophon.provider.spi.ProviderContext;
import io.colophon.provider.testkit.ProviderContract;
import io.colophon.provider.testkit.http.Answer;
import io.colophon.provider.testkit.http.HttpDouble;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class QianfanContractTest extends ProviderContract {
  private static HttpDouble upstream;

  @BeforeAll
  static void listen() {
    upstream =
        HttpDouble.start()
            .on("POST", QianfanProviderTest.TOKEN, QianfanProviderTest.token("24.one"))
            .on("POST", QianfanProviderTest.CHAT, Answer.events(QianfanProviderTest.hello()));
  }

  @AfterAll
  static void stop() {
    upstream.close();
  }

  @Override
  protected Provider create(ProviderContext context) {
    return QianfanProviderTest.open(
        upstream,
        context,
        new OfferedModel("m", List.of(Ability.TEXT, Ability.TOOLS), Optional.empty()));
  }
}
