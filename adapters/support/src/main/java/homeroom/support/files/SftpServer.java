package homeroom.support.files;

import java.time.Duration;

/**
 * An SFTP server and who we are there.
 *
 * @param patience how long it may be silent
 * @param level what the options about it begin with in the configuration
 */
record SftpServer(
    String host, int port, String user, HostKey key, Duration patience, String level) {

  /** As a source's. */
  SftpServer(String host, int port, String user, HostKey key, Duration patience) {
    this(host, port, user, key, patience, "from");
  }

  static final int PORT = 22;
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The same, of which other options speak. */
  SftpServer at(String other) {
    return new SftpServer(host, port, user, key, patience, other);
  }

  /** For people. */
  String label() {
    return port == PORT ? host : host + ":" + port;
  }
}
