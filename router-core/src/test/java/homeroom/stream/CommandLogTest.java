package homeroom.stream;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.live.LiveBroker;
import homeroom.schema.Command;
import homeroom.schema.CommandKind;
import homeroom.wire.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LiveBroker.class)
class CommandLogTest {

  @Test
  void shouldWriteOnceWhatWasLeftTwice() {
    List<CommandLog.Kept> kept = new ArrayList<>();
    Topics before = LiveBroker.tenant();
    LiveBroker.ensure(before, List.of(), List.of());
    try (CommandLog commands = new CommandLog(before, LiveBroker.servers(), kept::add)) {
      for (String to : List.of("student/2", "student/3")) {
        commands.change(
            CommandKind.RENAME,
            "student/1",
            Optional.of(to),
            "Kim",
            Optional.empty(),
            Instant.now());
      }
    }
    kept.addAll(List.copyOf(kept));
    Topics after = LiveBroker.tenant();
    LiveBroker.ensure(after, List.of(), List.of());

    try (CommandLog commands = new CommandLog(after, LiveBroker.servers(), _ -> {})) {
      assertThat(commands.takeIn(kept)).isEqualTo(2);
      assertThat(commands.takeIn(kept)).isZero();
    }

    assertThat(LiveBroker.read(after.commands(), Command.class))
        .extracting(Command::getOther)
        .containsExactly("student/2", "student/3");
  }
}
