package io.colophon.metering.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A fleet of gateways that starts for the first time: all of them find an empty database. */
class FirstStartTest {
  private static final int DATABASES = 6;
  private static final int GATEWAYS = 6;

  @Test
  void writer_gatewaysThatStartTogether_eachFindsTheTables() throws Exception {
    ExecutorService gateways = Executors.newFixedThreadPool(GATEWAYS);
    try {
      for (int database = 0; database < DATABASES; database++) {
        String url = PostgresServer.newDatabase();
        CyclicBarrier start = new CyclicBarrier(GATEWAYS);
        List<Future<Boolean>> started = new ArrayList<>();
        for (int i = 0; i < GATEWAYS; i++) {
          String name = "gateway-" + i;
          Callable<Boolean> gateway =
              () -> {
                // The smallest pool there may be: whoever migrates must not wait for itself.
                try (UsageStore store = new PostgresStore(new PostgresSettings(url, "", "", 2))) {
                  start.await(60, TimeUnit.SECONDS);
                  Connection writer = store.writer(name);
                  try (var rows =
                      writer.createStatement().executeQuery("SELECT count(*) FROM usage_entry")) {
                    return rows.next() && rows.getLong(1) == 0;
                  } finally {
                    store.end(writer);
                  }
                }
              };
          started.add(gateways.submit(gateway));
        }
        for (Future<Boolean> gateway : started) {
          assertThat(gateway.get(120, TimeUnit.SECONDS)).isTrue();
        }
      }
    } finally {
      gateways.shutdownNow();
    }
  }
}
