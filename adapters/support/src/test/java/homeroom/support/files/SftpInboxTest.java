package homeroom.support.files;

import static org.assertj.core.api.Assertions.assertThat;

import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import homeroom.testkit.sftp.SftpStandIn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SftpInboxTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final FakeWaiting waiting = new FakeWaiting();

  @TempDir Path temporary;
  private Path folder;
  private SftpStandIn server;

  @BeforeEach
  void start() throws IOException {
    folder = Files.createDirectories(temporary.resolve("server/exports"));
    server = new SftpStandIn(folder.getParent());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Inbox inbox(String path, String hostKey, String secret, Duration patience) {
    HostKey known =
        HostKey.parse(hostKey, new HostPort("127.0.0.1", server.port())).orElse(HostKey.UNKNOWN);
    SftpServer there =
        new SftpServer("127.0.0.1", server.port(), SftpStandIn.USER, known, patience);
    return Inboxes.inbox(
        new SftpPlace(there, path, () -> secret), temporary.resolve("raw"), waiting);
  }

  private Inbox inbox(String path) {
    return inbox(path, server.fingerprint(), SftpStandIn.PASSWORD, PATIENCE);
  }

  private Inbox inboxWith(String secret) {
    return inbox("/exports", server.fingerprint(), secret, PATIENCE);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void shouldReadAFileWithAPassword() throws Exception {
    write("users.csv", "id\n1\n");

    assertThat(Inboxes.read(inbox("/exports/users.csv"))).isEqualTo(Map.of("users.csv", "id\n1\n"));
  }

  @Test
  void shouldReadAFolderFromWhereTheUserBegins() throws Exception {
    write("b.csv", "b");
    write("a.csv", "a");
    write("c.csv.filepart", "c");
    Files.createDirectory(folder.resolve("d.csv"));

    assertThat(Inboxes.read(inbox("exports"))).isEqualTo(Map.of("a.csv", "a", "b.csv", "b"));
  }

  @Test
  void shouldHaveOneConnectionForEachListingAndCloseIt() throws Exception {
    write("a.csv", "a");
    write("b.csv", "b");
    waiting.onPause(this::shouldBeAlone);

    Inboxes.read(inbox("/exports"));

    assertThat(server.visits()).isEqualTo(2);
    shouldBeAlone();
  }

  /** The server hears of a closed connection a moment later. */
  private void shouldBeAlone() {
    Awaitility.await().untilAsserted(() -> assertThat(server.present()).isZero());
  }

  @Test
  void shouldKeepALargeFileByteByByte() throws Exception {
    String text = "0123456789abcdef".repeat(200_000);
    write("large.csv", text);

    assertThat(Inboxes.read(inbox("/exports/large.csv"))).containsValue(text);
  }

  @Test
  void shouldLogInWithAKeyOfOpenSsh() throws Exception {
    KeyPair key = SecurityUtils.getKeyPairGenerator("Ed25519").generateKeyPair();
    server.letIn(key.getPublic());
    write("a.csv", "a");

    assertThat(Inboxes.read(inboxWith(pem(key, null)))).hasSize(1);
    assertThat(Inboxes.failure(inboxWith(pem(SftpStandIn.keyPair(), null))).code())
        .isEqualTo("SFTP_UNAUTHORIZED");
  }

  @Test
  void shouldSayWhyAKeyCannotBeRead() throws Exception {
    OpenSSHKeyEncryptionContext locked = new OpenSSHKeyEncryptionContext();
    locked.setCipherType("256");
    locked.setPassword("passphrase");
    String pem = pem(SftpStandIn.keyPair(), locked);

    Failure failure = Inboxes.failure(inboxWith(pem));

    assertThat(failure.code()).isEqualTo("SFTP_BAD_KEY");
    assertThat(failure.kind()).isEqualTo(Kind.CREDENTIAL);
    assertThat(failure.message()).contains("passphrase");
    assertThat(failure.toString()).doesNotContain(pem.substring(80, 100));
    assertThat(Inboxes.failure(inboxWith("PuTTY-User-Key-File-3: ssh-rsa")).message())
        .contains("PuTTY");
    assertThat(server.visits()).isZero();
  }

  /** It would be sent to the server for a password. */
  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF", "Comment: the hub's key\n", " \n"})
  void shouldKnowAKeyWhateverStandsBeforeIt(String before) throws Exception {
    KeyPair key = SftpStandIn.keyPair();
    server.letIn(key.getPublic());
    write("a.csv", "a");

    assertThat(Inboxes.read(inboxWith(before + pem(key, null)))).hasSize(1);
    assertThat(
            Inboxes.failure(inboxWith(before + "-----BEGIN OPENSSH PRIVATE KEY-----\nxx")).code())
        .isEqualTo("SFTP_BAD_KEY");
    assertThat(Inboxes.failure(inboxWith(before + "PuTTY-User-Key-File-3: ssh-rsa")).code())
        .isEqualTo("SFTP_BAD_KEY");
  }

  private static String pem(KeyPair key, OpenSSHKeyEncryptionContext locked) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "hub", locked, out);
    return out.toString(StandardCharsets.UTF_8).strip();
  }

  @Test
  void shouldNotSayMoreThanThatAPasswordIsWrong() {
    Failure failure = Inboxes.failure(inboxWith("tops3cret"));

    assertThat(failure.code()).isEqualTo("SFTP_UNAUTHORIZED");
    assertThat(failure.kind()).isEqualTo(Kind.CREDENTIAL);
    assertThat(failure.toString()).doesNotContain("tops3cret");
    assertThat(server.present()).isZero();
  }

  @Test
  void shouldShowTheKeyOfAServerThatIsNotKnownAndSendNothing() throws Exception {
    write("a.csv", "a");

    Failure failure = Inboxes.failure(inbox("/exports", "", SftpStandIn.PASSWORD, PATIENCE));

    assertThat(failure.code()).isEqualTo("SFTP_HOST_KEY_UNKNOWN");
    assertThat(failure.kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(failure.remedy()).contains("host-key: \"" + server.fingerprint() + "\"");
    assertThat(server.logIns()).isZero();
  }

  @Test
  void shouldRefuseAServerWhoseKeyHasChanged() throws Exception {
    write("a.csv", "a");
    String before = server.fingerprint();
    server.changeHostKey();

    Failure failure = Inboxes.failure(inbox("/exports", before, SftpStandIn.PASSWORD, PATIENCE));

    assertThat(failure.code()).isEqualTo("SFTP_HOST_KEY_CHANGED");
    assertThat(failure.message()).contains(server.fingerprint()).doesNotContain(before);
    assertThat(server.logIns()).isZero();
  }

  @Test
  void shouldKnowAServerByAnyOfItsKeys() throws Exception {
    write("a.csv", "a");
    String before = server.knownHost();
    server.changeHostKey();
    String both = "# 127.0.0.1:22 SSH-2.0-X\n" + before + "\n" + server.knownHost();

    assertThat(Inboxes.read(inbox("/exports", both, SftpStandIn.PASSWORD, PATIENCE))).hasSize(1);
  }

  @Test
  void shouldNotTakeAFileThatGrows() throws Exception {
    Path file = write("a.csv", "id\n1\n");
    waiting.onPause(() -> Files.writeString(file, "2\n", StandardOpenOption.APPEND));

    assertThat(Inboxes.failure(inbox("/exports")).code()).isEqualTo("FILE_STILL_WRITTEN");
    assertThat(Inboxes.kept(temporary.resolve("raw"))).isEmpty();
  }

  @Test
  void shouldReadAFileOnceItIsRenamedIntoPlace() throws Exception {
    Path part = write("users.csv.part", "id\n1\n");
    Inbox inbox = inbox("/exports/users.csv");
    assertThat(Inboxes.read(inbox)).isEmpty();

    Files.move(part, folder.resolve("users.csv"));

    assertThat(Inboxes.read(inbox)).hasSize(1);
  }

  @Test
  void shouldKeepNothingOfAFileThatChangesWhileItIsRead() throws Exception {
    Path file = write("a.csv", "0123456789".repeat(50_000));
    server.onRead((_, at) -> append(file));

    assertThat(Inboxes.failure(inbox("/exports")).code()).isEqualTo("FILE_STILL_WRITTEN");
    assertThat(Inboxes.kept(temporary.resolve("raw"))).isEmpty();
  }

  private static void append(Path file) {
    try {
      Files.writeString(file, "more", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldGetAFileAgainWhoseConnectionWasLost() throws Exception {
    write("a.csv", "0123456789".repeat(100_000));
    Inbox inbox = inbox("/exports");
    server.onRead(
        (_, at) -> {
          if (at > 100_000) {
            server.cut();
          }
        });

    Failure failure = Inboxes.failure(inbox);
    assertThat(failure.code()).isEqualTo("SFTP_CONNECTION_LOST");
    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
    assertThat(Inboxes.kept(temporary.resolve("raw"))).isEmpty();

    server.onRead((_, _) -> {});
    assertThat(Inboxes.read(inbox)).hasSize(1);
  }

  @Test
  void shouldNotWaitForeverForAServerThatIsSilent() throws Exception {
    write("a.csv", "a");
    CountDownLatch over = new CountDownLatch(1);
    server.onRead((_, _) -> await(over));
    Inbox inbox =
        inbox("/exports", server.fingerprint(), SftpStandIn.PASSWORD, Duration.ofSeconds(1));

    assertThat(Inboxes.failure(inbox).kind()).isEqualTo(Kind.TRANSIENT);
    over.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldNotWaitForeverForSomethingThatIsNoServer() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      SftpServer there =
          new SftpServer(
              "127.0.0.1", mute.getLocalPort(), "x", HostKey.UNKNOWN, Duration.ofSeconds(1));
      Inbox inbox =
          Inboxes.inbox(new SftpPlace(there, "/", () -> "x"), temporary.resolve("raw"), waiting);

      assertThat(Inboxes.failure(inbox).code()).isEqualTo("SFTP_NOT_CONNECTED");
    }
  }

  @Test
  void shouldWaitForAServerThatIsDown() {
    Inbox inbox = inbox("/exports");
    server.close();

    Failure failure = Inboxes.failure(inbox);

    assertThat(failure.code()).isEqualTo("SFTP_NOT_CONNECTED");
    assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void shouldTellWhoeverMayGiveTheRightToRead() throws Exception {
    write("a.csv", "a");
    server.forbid("a.csv");

    Failure failure = Inboxes.failure(inbox("/exports"));

    assertThat(failure.code()).isEqualTo("SFTP_FORBIDDEN");
    assertThat(failure.kind()).isEqualTo(Kind.CREDENTIAL);
    assertThat(failure.message())
        .isEqualTo("Reading /exports/a.csv at 127.0.0.1:" + server.port() + ": the user may not.");
  }

  @Test
  void shouldTellAFolderThatIsMissingFromAFileThatHasNotCome() throws Exception {
    assertThat(Inboxes.read(inbox("/exports/users.csv"))).isEmpty();
    assertThat(Inboxes.failure(inbox("/export/users.csv")).message())
        .contains("/export/", "no such folder");
    assertThat(Inboxes.failure(inbox("/export")).code()).isEqualTo("SFTP_NO_SUCH_PATH");
  }
}
