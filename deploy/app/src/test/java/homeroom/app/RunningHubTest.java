package homeroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import homeroom.api.AdapterFailure;
import homeroom.ingest.Spool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningHubTest {

  @TempDir Path data;

  @Test
  void shouldNotAskForAWordAgainThatIsInTheLog() throws Exception {
    Path folder = data.resolve("spool");
    Spool spool = new Spool(folder, System::nanoTime);
    Files.delete(folder);
    Instant now = Instant.now();
    List<Spool.Event> word = List.of(new Spool.Event(new byte[1], new byte[1], now));

    assertThatThrownBy(
            () -> RunningHub.write("the decision", "decide again", () -> spool.keep(word, now)))
        .isInstanceOfSatisfying(
            AdapterFailure.class,
            failure -> {
              assertThat(failure.failure().code()).isEqualTo("COMMAND_NOT_KEPT");
              assertThat(failure.failure().message())
                  .contains("the decision is in the log and will be carried out")
                  .contains(folder.toString());
              assertThat(failure.failure().remedy())
                  .startsWith("do not say it again")
                  .doesNotContain("decide again");
            });
  }

  @Test
  void shouldAskForAWordAgainThatIsNotInTheLog() {
    assertThatThrownBy(
            () ->
                RunningHub.write(
                    "the decision",
                    "decide again",
                    () -> {
                      throw new TimeoutException("no broker");
                    }))
        .isInstanceOfSatisfying(
            AdapterFailure.class,
            failure -> {
              assertThat(failure.failure().code()).isEqualTo("COMMAND_NOT_WRITTEN");
              assertThat(failure.failure().remedy()).isEqualTo("decide again");
            });
  }
}
