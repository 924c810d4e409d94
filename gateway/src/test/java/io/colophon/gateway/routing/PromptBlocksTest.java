package io.colophon.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.colophon.gateway.routing.policy.PrefixBlocks;
import io.colophon.provider.spi.Message;
import io.colophon.provider.spi.Part;
import io.colophon.provider.spi.Prompt;
import io.colophon.provider.spi.TargetModel;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptBlocksTest {
  private static final int BLOCK = 64;

  private static PrefixBlocks of(Message... messages) {
    return PromptBlocks.of(
        new Prompt(new TargetModel("m"), List.of(messages), List.of(), Map.of()), BLOCK);
  }

  private static int shared(PrefixBlocks one, PrefixBlocks other) {
    int same = 0;
    while (same < one.size() && same < other.size() && one.hash(same) == other.hash(same)) {
      same++;
    }
    return same;
  }

  @Test
  void of_shortPrompt_hasNoBlock() {
    assertThat(of(Message.user("Hello.")).size()).isZero();
  }

  @Test
  void of_conversationGoesOn_beginningIsShared() {
    Message system = Message.of(Message.Role.SYSTEM, "You are brief. ".repeat(20));
    PrefixBlocks before = of(system, Message.user("a".repeat(100)));
    PrefixBlocks after =
        of(
            system,
            Message.user("a".repeat(100)),
            Message.of(Message.Role.ASSISTANT, "b".repeat(200)),
            Message.user("and?"));

    assertThat(before.size()).isEqualTo((6 + 300 + 4 + 100) / BLOCK); // with SYSTEM and USER
    assertThat(shared(before, after)).isEqualTo(before.size());
    assertThat(after.size()).isGreaterThan(before.size());
  }

  @Test
  void of_differenceInAnyMessage_endsWhatIsShared() {
    String same = "The same first message for everybody. ".repeat(20);
    PrefixBlocks one = of(Message.user(same), Message.user("one".repeat(100)));
    PrefixBlocks other = of(Message.user(same), Message.user("two".repeat(100)));

    assertThat(shared(one, other)).isEqualTo((4 + same.length() + 4) / BLOCK);
    assertThat(one.hash(one.size() - 1)).isNotEqualTo(other.hash(other.size() - 1));
  }

  @Test
  void of_rolesAndMedia_areToldApart() {
    String text = "x".repeat(100);
    Message picture =
        new Message(
            Message.Role.USER,
            List.of(
                new Part.Media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 3})),
                new Part.Text(text)));
    Message another =
        new Message(
            Message.Role.USER,
            List.of(
                new Part.Media("image/png", ByteBuffer.wrap(new byte[] {1, 2, 4})),
                new Part.Text(text)));

    assertThat(shared(of(picture), of(another))).isZero();
    assertThat(shared(of(picture), of(picture))).isEqualTo(of(picture).size()).isPositive();
    assertThat(shared(of(Message.user(text)), of(Message.of(Message.Role.SYSTEM, text)))).isZero();
  }

  @Test
  void stableHash_isTheSameEverywhere() {
    assertThat(StableHash.of("h200/scribe")).isEqualTo(StableHash.of("h200/scribe")).isNotZero();
    assertThat(StableHash.of("")).isNotZero();
    assertThat(StableHash.of("a")).isNotEqualTo(StableHash.of("b"));
  }
}
