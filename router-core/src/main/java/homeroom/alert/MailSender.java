package homeroom.alert;

import homeroom.alert.grouping.Alert;
import homeroom.alert.grouping.AlertText;
import homeroom.alert.grouping.Channel;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/** Sends messages by SMTP, each over a connection of its own. */
final class MailSender implements Sender {

  private static final String MILLIS = "20000";

  private final Channel.Mail channel;
  private final District district;
  private final InstantSource clock;
  private final Session session;

  MailSender(Channel.Mail channel, District district, InstantSource clock) {
    this(channel, district, clock, Optional.empty());
  }

  /**
   * @param trust makes connections that trust other certificates than Java does
   */
  MailSender(
      Channel.Mail channel,
      District district,
      InstantSource clock,
      Optional<SSLSocketFactory> trust) {
    this.channel = channel;
    this.district = district;
    this.clock = clock;
    Properties settings = settings(channel);
    trust.ifPresent(factory -> settings.put("mail.smtp.ssl.socketFactory", factory));
    session = Session.getInstance(settings);
  }

  private static Properties settings(Channel.Mail channel) {
    Properties settings = new Properties();
    settings.setProperty("mail.smtp.connectiontimeout", MILLIS);
    settings.setProperty("mail.smtp.timeout", MILLIS);
    settings.setProperty("mail.smtp.writetimeout", MILLIS);
    settings.setProperty("mail.smtp.auth", Boolean.toString(channel.login().isPresent()));
    settings.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    switch (channel.tls()) {
      case STARTTLS -> {
        settings.setProperty("mail.smtp.starttls.enable", "true");
        settings.setProperty("mail.smtp.starttls.required", "true");
      }
      case IMPLICIT -> settings.setProperty("mail.smtp.ssl.enable", "true");
      case NONE -> settings.setProperty("mail.smtp.starttls.enable", "false");
    }
    return settings;
  }

  @Override
  public void send(Alert alert, AlertText text) throws NotSent {
    try (Transport transport = session.getTransport("smtp")) {
      connect(transport);
      Message message = message(alert, text);
      transport.sendMessage(message, message.getAllRecipients());
    } catch (AuthenticationFailedException refused) {
      throw failed(
          Kind.CREDENTIAL,
          "ALERT_MAIL_LOGIN",
          "the mail server refuses user and password",
          "Renew the password, or correct user: in hub.yaml.");
    } catch (SendFailedException refused) {
      throw failed(
          Kind.CONFIGURATION,
          "ALERT_MAIL_REFUSED",
          "the mail server refuses the sender or a receiver",
          "Check from: and to: in hub.yaml, and what the server allows this user.");
    } catch (MessagingException failed) {
      throw failed(
          Kind.TRANSIENT,
          "ALERT_MAIL_UNSENT",
          "the mail server did not take it (" + failed.getClass().getSimpleName() + ")",
          "Look at the mail server; check server:, port: and tls: in hub.yaml.");
    }
  }

  private void connect(Transport transport) throws MessagingException {
    Optional<Channel.Mail.Login> login = channel.login();
    transport.connect(
        channel.server(),
        channel.port(),
        login.map(Channel.Mail.Login::user).orElse(null),
        login.map(it -> it.password().get()).orElse(null));
  }

  private Message message(Alert alert, AlertText text) throws MessagingException {
    MimeMessage message = new Identified(session, "<" + alert.id() + "@homeroom>");
    message.setFrom(new InternetAddress(channel.from()));
    message.setRecipients(Message.RecipientType.TO, addresses());
    message.setSubject("[" + district.title() + "] " + text.title(), StandardCharsets.UTF_8.name());
    message.setText(String.join("\r\n", text.lines()) + "\r\n", StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    // So that no absence notice answers.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.saveChanges();
    return message;
  }

  private Address[] addresses() throws MessagingException {
    Address[] addresses = new Address[channel.to().size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = new InternetAddress(channel.to().get(i));
    }
    return addresses;
  }

  /** A message that is the same in every attempt has the same id in every attempt. */
  private static final class Identified extends MimeMessage {
    private final String id;

    Identified(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }

  private static NotSent failed(Kind kind, String code, String why, String remedy) {
    return new NotSent(Failure.of(kind, code, "Sending a mail: " + why + ".", remedy));
  }

  @Override
  public void close() {
    // Each message has a connection of its own.
  }
}
