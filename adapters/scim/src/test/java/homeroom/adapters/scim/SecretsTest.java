package homeroom.adapters.scim;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.AdapterFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody could log in with is neither kept nor shown. */
class SecretsTest {

  private static final String SECRET = "hunter2";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "userPassword",
        "PASSWORD",
        "tempPwd",
        "pin",
        "loginPin",
        "otpSeed",
        "password_hash",
        "clientSecret",
        "credentials",
        "urn:example:User:passwd",
        "recoveryCodes",
        "apiKey",
        "refreshToken"
      })
  void shouldKnowASecretByItsName(String name) {
    assertThat(Secrets.isSecret(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"userName", "shippingAddress", "hotpink", "employeeNumber", "roles", "opinion"})
  void shouldLeaveOtherAttributesAlone(String name) {
    assertThat(Secrets.isSecret(name)).isFalse();
  }

  @Test
  void shouldNeverLetASecretOutOfTheAdapter(@TempDir Path folder)
      throws AdapterFailure, IOException {
    try (PagedProvider provider = new PagedProvider(10, 2);
        Reader reader =
            new Reader(provider.url(), "token", folder, Map.of("attributes", "password"))) {
      var account = provider.accounts.getFirst();
      account.put("password", SECRET);
      account.putObject("urn:example:User").put("passwordHash", SECRET).put("house", "North");
      account.putArray("entitlements").addObject().put("type", "password").put("value", SECRET);
      account.putObject("custom").putObject("deep").put("loginPin", SECRET);
      Reader.Taken taken = reader.poll();

      assertThat(taken.items().toString()).doesNotContain(SECRET).contains("North");
      try (Stream<Path> kept = Files.list(folder)) {
        for (Path file : kept.toList()) {
          assertThat(Files.readString(file)).doesNotContain(SECRET).contains("North");
        }
      }
    }
  }
}
