package homeroom.support.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of an SFTP server as it is written: {@code host}, {@code host:port}, {@code [::1]}.
 */
record HostPort(String host, int port) {

  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?");

  static Optional<HostPort> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int port = matcher.group(3) == null ? SftpServer.PORT : Integer.parseInt(matcher.group(3));
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    return port > 0 && port < 65_536 ? Optional.of(new HostPort(host, port)) : Optional.empty();
  }
}
