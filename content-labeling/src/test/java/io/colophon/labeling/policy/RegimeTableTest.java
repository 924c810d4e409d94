package io.colophon.labeling.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.labeling.Jurisdiction;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each regime asks for each medium and use, row by row. */
final class RegimeTableTest {
  private static String rows(Jurisdiction regime) {
    List<String> rows = new ArrayList<>();
    for (Medium medium : Medium.values()) {
      for (ContentUse use : ContentUse.values()) {
        String cell = PolicyTable.cell(EnumSet.of(regime), medium, use);
        rows.add(medium.id() + " " + use.id() + ": " + cell);
      }
    }
    return String.join("\n", rows) + "\n";
  }

  @Test
  void plan_china_everyMediumAndUse() {
    assertThat(rows(Jurisdiction.CN))
        .isEqualTo(
            """
            text public: AI生成 · AI-generated end
            text chat: AI生成 · AI-generated end, (ui-notice)
            text export: AI生成 · AI-generated end
            text public-interest: AI生成 · AI-generated end
            text internal: (internal-use explicit-not-asked)
            text machine: (structured-output)
            image public: AI生成 bottom-right
            image chat: AI生成 bottom-right, (ui-notice)
            image export: AI生成 bottom-right
            image public-interest: AI生成 bottom-right
            image internal: (internal-use explicit-not-asked)
            image machine: AI生成 bottom-right
            sound public: morse start
            sound chat: morse start, (ui-notice)
            sound export: morse start
            sound public-interest: morse start
            sound internal: (internal-use explicit-not-asked)
            sound machine: morse start
            film public: AI生成 bottom-right
            film chat: AI生成 bottom-right, (ui-notice)
            film export: AI生成 bottom-right
            film public-interest: AI生成 bottom-right
            film internal: (internal-use explicit-not-asked)
            film machine: AI生成 bottom-right
            document public: AI生成 · AI-generated end
            document chat: AI生成 · AI-generated end, (ui-notice)
            document export: AI生成 · AI-generated end
            document public-interest: AI生成 · AI-generated end
            document internal: (internal-use explicit-not-asked)
            document machine: AI生成 · AI-generated end
            """);
  }

  @Test
  void plan_europe_everyMediumAndUse() {
    assertThat(rows(Jurisdiction.EU))
        .isEqualTo(
            """
            text public: c2pa, (eu-no-text-watermark explicit-not-asked)
            text chat: c2pa, (eu-no-text-watermark explicit-not-asked)
            text export: c2pa, (eu-no-text-watermark explicit-not-asked)
            text public-interest: AI-generated start, c2pa, (eu-no-text-watermark)
            text internal: c2pa, (eu-no-text-watermark explicit-not-asked)
            text machine: (structured-output)
            image public: icon AI-generated top-right, watermark, c2pa
            image chat: icon AI-generated top-right, watermark, c2pa
            image export: icon AI-generated top-right, watermark, c2pa
            image public-interest: icon AI-generated top-right, watermark, c2pa
            image internal: watermark, c2pa, (internal-use explicit-not-asked)
            image machine: icon AI-generated top-right, watermark, c2pa
            sound public: spoken-english start, watermark, c2pa
            sound chat: spoken-english start, watermark, c2pa
            sound export: spoken-english start, watermark, c2pa
            sound public-interest: spoken-english start, watermark, c2pa
            sound internal: watermark, c2pa, (internal-use explicit-not-asked)
            sound machine: spoken-english start, watermark, c2pa
            film public: icon AI-generated top-right, watermark, c2pa
            film chat: icon AI-generated top-right, watermark, c2pa
            film export: icon AI-generated top-right, watermark, c2pa
            film public-interest: icon AI-generated top-right, watermark, c2pa
            film internal: watermark, c2pa, (internal-use explicit-not-asked)
            film machine: icon AI-generated top-right, watermark, c2pa
            document public: c2pa, (eu-no-text-watermark explicit-not-asked)
            document chat: c2pa, (eu-no-text-watermark explicit-not-asked)
            document export: c2pa, (eu-no-text-watermark explicit-not-asked)
            document public-interest: AI-generated start, c2pa, (eu-no-text-watermark)
            document internal: c2pa, (eu-no-text-watermark explicit-not-asked)
            document machine: c2pa, (eu-no-text-watermark explicit-not-asked)
            """);
  }

  @Test
  void plan_california_everyMediumAndUse() {
    assertThat(rows(Jurisdiction.US_CA))
        .isEqualTo(
            """
            text public: (explicit-not-asked)
            text chat: (explicit-not-asked)
            text export: (explicit-not-asked)
            text public-interest: (explicit-not-asked)
            text internal: (explicit-not-asked)
            text machine: (structured-output)
            image public: c2pa, (explicit-left-to-user)
            image chat: c2pa, (explicit-left-to-user)
            image export: c2pa, (explicit-left-to-user)
            image public-interest: c2pa, (explicit-left-to-user)
            image internal: c2pa, (explicit-left-to-user)
            image machine: c2pa, (explicit-left-to-user)
            sound public: c2pa, (explicit-left-to-user)
            sound chat: c2pa, (explicit-left-to-user)
            sound export: c2pa, (explicit-left-to-user)
            sound public-interest: c2pa, (explicit-left-to-user)
            sound internal: c2pa, (explicit-left-to-user)
            sound machine: c2pa, (explicit-left-to-user)
            film public: c2pa, (explicit-left-to-user)
            film chat: c2pa, (explicit-left-to-user)
            film export: c2pa, (explicit-left-to-user)
            film public-interest: c2pa, (explicit-left-to-user)
            film internal: c2pa, (explicit-left-to-user)
            film machine: c2pa, (explicit-left-to-user)
            document public: (explicit-not-asked)
            document chat: (explicit-not-asked)
            document export: (explicit-not-asked)
            document public-interest: (explicit-not-asked)
            document internal: (explicit-not-asked)
            document machine: (explicit-not-asked)
            """);
  }

  @Test
  void plan_korea_everyMediumAndUse() {
    assertThat(rows(Jurisdiction.KR))
        .isEqualTo(
            """
            text public: AI-generated end
            text chat: (ui-notice explicit-not-asked)
            text export: AI-generated end
            text public-interest: AI-generated end
            text internal: AI-generated end
            text machine: (structured-output)
            image public: AI-generated bottom-right, c2pa
            image chat: AI-generated bottom-right, c2pa
            image export: AI-generated bottom-right, c2pa
            image public-interest: AI-generated bottom-right, c2pa
            image internal: AI-generated bottom-right, c2pa
            image machine: AI-generated bottom-right, c2pa
            sound public: spoken-english start, c2pa
            sound chat: spoken-english start, c2pa
            sound export: spoken-english start, c2pa
            sound public-interest: spoken-english start, c2pa
            sound internal: spoken-english start, c2pa
            sound machine: spoken-english start, c2pa
            film public: AI-generated bottom-right, c2pa
            film chat: AI-generated bottom-right, c2pa
            film export: AI-generated bottom-right, c2pa
            film public-interest: AI-generated bottom-right, c2pa
            film internal: AI-generated bottom-right, c2pa
            film machine: AI-generated bottom-right, c2pa
            document public: AI-generated end, c2pa
            document chat: AI-generated end, c2pa
            document export: AI-generated end, c2pa
            document public-interest: AI-generated end, c2pa
            document internal: AI-generated end, c2pa
            document machine: AI-generated end, c2pa
            """);
  }

  @Test
  void plan_india_everyMediumAndUse() {
    assertThat(rows(Jurisdiction.IN))
        .isEqualTo(
            """
            text public: (explicit-not-asked)
            text chat: (explicit-not-asked)
            text export: (explicit-not-asked)
            text public-interest: (explicit-not-asked)
            text internal: (explicit-not-asked)
            text machine: (structured-output)
            image public: AI-generated bottom-right, c2pa
            image chat: AI-generated bottom-right, c2pa
            image export: AI-generated bottom-right, c2pa
            image public-interest: AI-generated bottom-right, c2pa
            image internal: AI-generated bottom-right, c2pa
            image machine: AI-generated bottom-right, c2pa
            sound public: spoken-english start, c2pa
            sound chat: spoken-english start, c2pa
            sound export: spoken-english start, c2pa
            sound public-interest: spoken-english start, c2pa
            sound internal: spoken-english start, c2pa
            sound machine: spoken-english start, c2pa
            film public: AI-generated bottom-right, c2pa
            film chat: AI-generated bottom-right, c2pa
            film export: AI-generated bottom-right, c2pa
            film public-interest: AI-generated bottom-right, c2pa
            film internal: AI-generated bottom-right, c2pa
            film machine: AI-generated bottom-right, c2pa
            document public: (explicit-not-asked)
            document chat: (explicit-not-asked)
            document export: (explicit-not-asked)
            document public-interest: (explicit-not-asked)
            document internal: (explicit-not-asked)
            document machine: (explicit-not-asked)
            """);
  }

  @Test
  void plan_vietnam_everyMediumAndUse() {
    assertThat(rows(Jurisdiction.VN))
        .isEqualTo(
            """
            text public: (explicit-not-asked)
            text chat: (explicit-not-asked)
            text export: (explicit-not-asked)
            text public-interest: (explicit-not-asked)
            text internal: (explicit-not-asked)
            text machine: (structured-output)
            image public: AI-generated bottom-right, c2pa
            image chat: AI-generated bottom-right, c2pa
            image export: AI-generated bottom-right, c2pa
            image public-interest: AI-generated bottom-right, c2pa
            image internal: c2pa, (internal-use explicit-not-asked)
            image machine: AI-generated bottom-right, c2pa
            sound public: spoken-english start, c2pa
            sound chat: spoken-english start, c2pa
            sound export: spoken-english start, c2pa
            sound public-interest: spoken-english start, c2pa
            sound internal: c2pa, (internal-use explicit-not-asked)
            sound machine: spoken-english start, c2pa
            film public: AI-generated bottom-right, c2pa
            film chat: AI-generated bottom-right, c2pa
            film export: AI-generated bottom-right, c2pa
            film public-interest: AI-generated bottom-right, c2pa
            film internal: c2pa, (internal-use explicit-not-asked)
            film machine: AI-generated bottom-right, c2pa
            document public: (explicit-not-asked)
            document chat: (explicit-not-asked)
            document export: (explicit-not-asked)
            document public-interest: (explicit-not-asked)
            document internal: (explicit-not-asked)
            document machine: (explicit-not-asked)
            """);
  }
}
