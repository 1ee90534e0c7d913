package homeroom.support.files;

import java.time.Duration;

/**
 * An SFTP server and who we are there.
 *
 * @param patience how long it may be silent
 */
record SftpServer(String host, int port, String user, HostKey key, Duration patience) {

  static final int PORT = 22;
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** For people. */
  String label() {
    return port == PORT ? host : host + ":" + port;
  }
}
