package homeroom.support.files;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.OptionProblem;
import homeroom.api.Settings;
import homeroom.api.WrittenPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileOptionCheckTest {

  private static final String KEY = "SHA256:4Vj0yhGfTnHsSV2f3p8oUFoV6eVfAxRVvhV8dJhHSQo";

  /** Reads {@code key=value} with semicolons between them. */
  private static Settings settings(String written) {
    Map<String, Object> values = new HashMap<>(Map.of("from.at-most", 2048L));
    Arrays.stream(written.split(";"))
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> values.put("from." + pair[0], value(pair[0], pair[1])));
    return new Settings(values);
  }

  private static Object value(String name, String text) {
    return switch (name) {
      case "path" -> new WrittenPath(text, Path.of(text));
      case "credentials" -> (Supplier<String>) () -> text;
      case "settle" -> Duration.parse(text);
      case "at-most" -> Long.parseLong(text);
      default -> text;
    };
  }

  private static String problems(String written) {
    return FileOptionCheck.of(settings(written)).stream()
        .map(OptionProblem::option)
        .map(option -> option.replace("from.", ""))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path=exports",
        "path=/exports/OneRoster.zip",
        "sftp=sftp.example;path=/x.zip;user=hub;credentials=x",
        "sftp=sftp.example:2222;path=x;user=hub;credentials=x;host-key=" + KEY,
        "sftp=[::1]:2222;path=x;user=hub;credentials=x",
        "url=https://files.example/x.csv",
        "url=https://files.example/x.csv;user=hub;credentials=x",
        "url=http://127.0.0.1:8080/x.csv",
        "url=http://localhost/x.csv;credentials=x"
      })
  void shouldFindNothingWrong(String written) {
    assertThat(problems(written)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at-most=1                                                  | path",
        "path=x;settle=PT6M                                         | settle",
        "path=x;url=https://files.example/x.csv                     | path",
        "sftp=a.example;url=https://files.example/x.csv;host-key=x  | host-key sftp",
        "url=http://files.example/x.csv                             | url",
        "url=ftp://files.example/x.csv                              | url",
        "url=https://hub:word@files.example/x.csv                   | url",
        "url=https://files.example/x.csv;user=hub                   | user",
        "sftp=a.example                                             | credentials path user",
        "sftp=a.example;path=x;credentials=x                        | user",
        "sftp=a.example;path=x;user=hub                             | credentials",
        "sftp=sftp://a.example/x;path=x;user=hub;credentials=x      | sftp",
        "sftp=a.example:70000;path=x;user=hub;credentials=x         | sftp",
        "sftp=a.example;path=x;user=h;credentials=x;host-key=SHA256:short | host-key",
        "sftp=a.example;path=x;user=h;credentials=x;host-key=@revoked a ssh-rsa AAAA | host-key",
        "sftp=a.example;path=x;user=h;credentials=x;host-key=b.example ssh-rsa AAAA | host-key",
        "path=x;user=hub;credentials=x;host-key=x                   | credentials host-key user",
        "path=exports/x.csv.part                                    | path",
        "path=exports/.x.csv                                        | path",
        "path=x;at-most=0                                           | at-most"
      })
  void shouldTellWhichOptionDoesNotFit(String written, String wrong) {
    assertThat(problems(written)).isEqualTo(wrong);
  }

  @ParameterizedTest
  @CsvSource({
    "sftp.example, sftp.example, 22",
    "10.0.0.7:2022, 10.0.0.7, 2022",
    "[fe80::1]:22, fe80::1, 22"
  })
  void shouldReadAddresses(String text, String host, int port) {
    assertThat(HostPort.parse(text)).isEqualTo(Optional.of(new HostPort(host, port)));
  }
}
