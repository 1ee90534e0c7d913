package homeroom.support.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostKeyTest {

  private static final HostPort SERVER = new HostPort("sftp.cedar.example", 22);
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEFiY2RlZmdoaWprbG1ub3BxcnN0dXZ3eHl6MDEyMzQ1";
  private static final String OTHER =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDAxMjM0NTY3ODlhYmNkZWZnaGlqa2xtbm9wcXJzdHV2";

  private static Optional<Integer> keys(String text) {
    return HostKey.parse(text, SERVER).map(key -> key.fingerprints().size());
  }

  private static String hashed(String host) throws Exception {
    byte[] salt = "0123456789abcdefghij".getBytes();
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(salt, "HmacSHA1"));
    Base64.Encoder base64 = Base64.getEncoder();
    return "|1|"
        + base64.encodeToString(salt)
        + "|"
        + base64.encodeToString(mac.doFinal(host.getBytes()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        KEY,
        KEY + " root@elsewhere",
        "sftp.cedar.example " + KEY,
        "SFTP.cedar.example,10.0.0.7 " + KEY,
        "[sftp.cedar.example]:22 " + KEY,
        "*.cedar.example,!www.cedar.example " + KEY
      })
  void shouldTakeAKeyOfTheServer(String text) {
    assertThat(keys(text)).contains(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other.example " + KEY,
        "sftp.cedar.example.evil.example " + KEY,
        "[sftp.cedar.example]:2022 " + KEY,
        "*.cedar.example,!sftp.cedar.example " + KEY,
        "sftp.cedar.example " + KEY + "\nother.example " + OTHER,
        "@cert-authority sftp.cedar.example " + KEY
      })
  void shouldRefuseAKeyOfAnotherHost(String text) {
    assertThat(keys(text)).isEmpty();
  }

  @Test
  void shouldTakeSeveralKeys() {
    String scanned =
        "# sftp.cedar.example:22 SSH-2.0-X\nsftp.cedar.example "
            + KEY
            + "\nsftp.cedar.example "
            + OTHER;
    assertThat(keys(scanned)).contains(2);
    assertThat(keys("sftp.cedar.example " + KEY + " sftp.cedar.example " + OTHER)).contains(2);
    assertThat(keys(KEY + " " + OTHER)).contains(2);
  }

  @Test
  void shouldKnowItsHostByAHash() throws Exception {
    assertThat(keys(hashed("sftp.cedar.example") + " " + KEY)).contains(1);
    assertThat(keys(hashed("other.example") + " " + KEY)).isEmpty();
    assertThat(keys("|1|damaged " + KEY)).isEmpty();
  }
}
