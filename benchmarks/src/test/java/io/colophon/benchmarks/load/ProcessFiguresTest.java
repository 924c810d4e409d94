package io.colophon.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessFiguresTest {

  @Test
  void cpuMicros_nameWithSpacesAndParentheses_sumsUserAndSystem() {
    String stat = "42 (a (b) c) S 1 42 42 0 -1 4194560 900 0 2 0 123 45 6 7 20 0 35 0 99 1 2 3\n";

    assertThat(ProcessFigures.cpuMicros(stat)).isEqualTo((123 + 45) * 10_000L);
  }

  @Test
  void isCompiler_nameAsTheSystemKeepsIt_isFound() {
    assertThat(ProcessFigures.isCompiler("43 (C2 CompilerThre) S 1 42")).isTrue();
    assertThat(ProcessFigures.isCompiler("44 (colophon-io-5-1) S 1 42")).isFalse();
  }

  @Test
  void residentKib_status_isVmRss() {
    assertThat(ProcessFigures.residentKib("VmHWM:\t  200 kB\nVmRSS:\t  151232 kB\n"))
        .isEqualTo(151_232);
  }

  @Test
  void cpuMicros_thisProcess_grows() throws Exception {
    ProcessFigures own = new ProcessFigures(ProcessHandle.current().pid());

    assertThat(own.cpuMicros()).isPositive();
    assertThat(own.compilerMicros()).isBetween(0L, own.cpuMicros());
    assertThat(own.residentKib()).isGreaterThan(10_000);
  }
}
