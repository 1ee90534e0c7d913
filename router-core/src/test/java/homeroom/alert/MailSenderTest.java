package homeroom.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import homeroom.alert.grouping.Channel;
import homeroom.alert.grouping.Channel.Mail.Tls;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real mail server. */
final class MailSenderTest {

  private static final String KEYSTORE = "greenmail.tls.keystore.file";
  private static final String KEYSTORE_PASSWORD = "greenmail.tls.keystore.password";
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;
  private Optional<GreenMail> server = Optional.empty();

  @AfterEach
  void close() {
    server.ifPresent(GreenMail::stop);
    System.clearProperty(KEYSTORE);
    System.clearProperty(KEYSTORE_PASSWORD);
  }

  private GreenMail start(String protocol) {
    GreenMail started = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
    started.start();
    server = Optional.of(started);
    return started;
  }

  private static Channel.Mail channel(int port, Tls tls, Optional<String> password) {
    return new Channel.Mail(
        "localhost",
        port,
        tls,
        password.map(it -> new Channel.Mail.Login("homeroom", () -> it)),
        "homeroom@cedar.example",
        List.of("data@cedar.example", "it@cedar.example"));
  }

  private static void send(Channel.Mail channel) throws NotSent {
    send(channel, Optional.empty());
  }

  private static void send(Channel.Mail channel, Optional<SSLSocketFactory> trust) throws NotSent {
    try (MailSender sender =
        new MailSender(
            channel, Alerts.DISTRICT, InstantSource.fixed(Alerts.NOON.plusSeconds(62)), trust)) {
      sender.send(Alerts.due(), Alerts.text());
    }
  }

  private static String code(Channel.Mail channel) {
    return catchThrowableOfType(NotSent.class, () -> send(channel)).failure().code();
  }

  @Test
  void shouldSendTheSameMailToEachReceiver() throws Exception {
    GreenMail mail = start(ServerSetup.PROTOCOL_SMTP);

    send(channel(mail.getSmtp().getPort(), Tls.NONE, Optional.empty()));

    MimeMessage[] received = mail.getReceivedMessages();
    assertThat(received).hasSize(2);
    assertThat(received[0].getSubject())
        .isEqualTo("[Cedar & Sons] 1000 conflicts of student email between lms and sis");
    assertThat(received[0].getMessageID()).isEqualTo("<alert-1@homeroom>");
    assertThat(received[0].getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(GreenMailUtil.getBody(received[0]))
        .contains("examples  pseudonym-1, pseudonym-2", "homeroom conflicts --system lms");
  }

  @Test
  void shouldLogIn() throws NotSent {
    GreenMail mail = start(ServerSetup.PROTOCOL_SMTP);
    mail.setUser("homeroom", "right");
    mail.getUserManager().setAuthRequired(true);
    int port = mail.getSmtp().getPort();

    assertThat(code(channel(port, Tls.NONE, Optional.of("wrong")))).isEqualTo("ALERT_MAIL_LOGIN");
    assertThat(mail.getReceivedMessages()).isEmpty();
    send(channel(port, Tls.NONE, Optional.of("right")));
    assertThat(mail.getReceivedMessages()).hasSize(2);
  }

  @Test
  void shouldUseAnEncryptedConnectionToAServerThatItTrusts() throws Exception {
    SSLSocketFactory trusting = selfSigned();
    GreenMail mail = start(ServerSetup.PROTOCOL_SMTPS);
    mail.setUser("homeroom", "right");
    Channel.Mail channel = channel(mail.getSmtps().getPort(), Tls.IMPLICIT, Optional.of("right"));

    assertThat(code(channel)).as("a certificate of nobody").isEqualTo("ALERT_MAIL_UNSENT");
    assertThat(mail.getReceivedMessages()).isEmpty();

    send(channel, Optional.of(trusting));
    assertThat(mail.getReceivedMessages()).hasSize(2);
  }

  @Test
  void shouldSendNothingInTheClearToAServerThatDoesNotEncrypt() {
    GreenMail mail = start(ServerSetup.PROTOCOL_SMTP);
    mail.setUser("homeroom", "right");

    assertThat(code(channel(mail.getSmtp().getPort(), Tls.STARTTLS, Optional.of("right"))))
        .isEqualTo("ALERT_MAIL_UNSENT");
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void shouldSayThatTheServerIsNotThere() {
    GreenMail mail = start(ServerSetup.PROTOCOL_SMTP);
    int port = mail.getSmtp().getPort();
    mail.stop();

    assertThat(code(channel(port, Tls.NONE, Optional.empty()))).isEqualTo("ALERT_MAIL_UNSENT");
  }

  /** A key for localhost that nobody else vouches for, and what trusts it. */
  private SSLSocketFactory selfSigned() throws Exception {
    Path file = folder.resolve("mail.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "mail",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(made.waitFor()).isZero();
    System.setProperty(KEYSTORE, file.toString());
    System.setProperty(KEYSTORE_PASSWORD, PASSWORD);
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("mail", store.getCertificate("mail"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}
