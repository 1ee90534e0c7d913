package homeroom.support.files;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.api.Failure.Kind;
import java.io.IOException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** Who must act when an SFTP server cannot be read. */
final class SftpFailures {

  private static final String WHO_MAKES_SURE =
      "Ask the server's owner for its fingerprint by another way. If it is this one, write"
          + " host-key: \"";

  private SftpFailures() {}

  /** There is no connection, or we were not let in. */
  static AdapterFailure connecting(SftpServer server, ShownKey shown, IOException cause) {
    Failure failure =
        shown
            .refused()
            .map(fingerprint -> hostKey(server, shown.type(), fingerprint))
            .orElseGet(() -> byReason(server, cause));
    return new AdapterFailure(failure, cause);
  }

  private static Failure hostKey(SftpServer server, String type, String fingerprint) {
    String remedy = WHO_MAKES_SURE + fingerprint + "\" below " + server.level() + ":.";
    return server.key().isUnknown()
        ? Failure.of(
            Kind.CONFIGURATION,
            "SFTP_HOST_KEY_UNKNOWN",
            connecting(server)
                + "it is not known by which key one recognises it, so nothing was"
                + " sent. It shows the "
                + type
                + " key "
                + fingerprint
                + ".",
            remedy)
        : Failure.of(
            Kind.CONFIGURATION,
            "SFTP_HOST_KEY_CHANGED",
            connecting(server)
                + "it shows the "
                + type
                + " key "
                + fingerprint
                + ", which "
                + server.level()
                + ".host-key does not name. Nothing was sent: it may be another"
                + " server.",
            remedy);
  }

  private static Failure byReason(SftpServer server, IOException cause) {
    int reason = reason(cause);
    return switch (reason) {
      case SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE ->
          Failure.of(
              Kind.CREDENTIAL,
              "SFTP_UNAUTHORIZED",
              connecting(server) + "user or credential is not accepted.",
              "Look at user: below "
                  + server.level()
                  + ":; renew the secret that credentials: there names.");
      case SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED ->
          Failure.of(
              Kind.CONFIGURATION,
              "SFTP_NO_COMMON_ALGORITHM",
              connecting(server) + "it offers no encryption that is still safe.",
              "Have the server's owner bring it up to date.");
      default ->
          Failure.of(
              Kind.TRANSIENT,
              "SFTP_NOT_CONNECTED",
              connecting(server) + "no connection (" + cause.getClass().getSimpleName() + ").",
              "Nothing to do if the server is down; otherwise look at "
                  + server.level()
                  + ".sftp, network and firewall.");
    };
  }

  private static String connecting(SftpServer server) {
    return "Connecting to " + server.label() + ": ";
  }

  private static int reason(Throwable cause) {
    for (Throwable it = cause; it != null; it = it.getCause()) {
      if (it instanceof SshException ssh && ssh.getDisconnectCode() > 0) {
        return ssh.getDisconnectCode();
      }
    }
    return 0;
  }

  /** Something was asked of the server, and it did not do it. */
  static Failure asking(SftpServer server, String path, IOException cause) {
    return asking("Reading ", server, path, cause);
  }

  /** A file was to be put in place, and the server did not do it. */
  static Failure writing(SftpServer server, String path, IOException cause) {
    return asking("Writing ", server, path, cause);
  }

  private static Failure asking(String doing, SftpServer server, String path, IOException cause) {
    String reading = doing + path + " at " + server.label() + ": ";
    if (!(cause instanceof SftpException refused)) {
      return Failure.of(
          Kind.TRANSIENT,
          "SFTP_CONNECTION_LOST",
          reading + "the connection ended (" + cause.getClass().getSimpleName() + ").",
          "The hub tries again; if it stays, look at the server's health.");
    }
    return switch (refused.getStatus()) {
      case SftpConstants.SSH_FX_PERMISSION_DENIED ->
          Failure.of(
              Kind.CREDENTIAL,
              "SFTP_FORBIDDEN",
              reading + "the user may not.",
              "Have the server's owner let the user do it.");
      case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH ->
          noSuchFolder(server, path);
      default ->
          Failure.of(
              Kind.TRANSIENT,
              "SFTP_REFUSED",
              reading
                  + "the server answers "
                  + SftpConstants.getStatusName(refused.getStatus())
                  + ".",
              "The hub tries again; if it stays, ask the server's owner.");
    };
  }

  static Failure noSuchFolder(SftpServer server, String path) {
    return Failure.of(
        Kind.CONFIGURATION,
        "SFTP_NO_SUCH_PATH",
        "Reading " + path + " at " + server.label() + ": there is no such folder.",
        "Correct "
            + server.level()
            + ".path. Without a slash at its front it begins in the user's own folder.");
  }
}
