package homeroom.alert.grouping;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How people are told. Secrets are read when they are used. */
public sealed interface Channel {

  /** For people and the log: {@code webhook} or {@code mail}. */
  String kind();

  /**
   * @param url a secret itself with some receivers; never logged
   * @param secret what the message is signed with: {@code whsec_} and base 64
   */
  record Webhook(Supplier<String> url, Optional<Supplier<String>> secret, Body body)
      implements Channel {

    /** What the receiver understands. */
    public enum Body {
      STANDARD,
      SLACK,
      TEAMS
    }

    @Override
    public String kind() {
      return "webhook";
    }
  }

  /**
   * @param login empty if the server asks for none
   */
  record Mail(String server, int port, Tls tls, Optional<Login> login, String from, List<String> to)
      implements Channel {

    /** How the connection is encrypted. */
    public enum Tls {
      /** Begun in the clear and then encrypted; nothing is sent to a server that does not. */
      STARTTLS,
      IMPLICIT,
      NONE
    }

    /** Who we are to the server. */
    public record Login(String user, Supplier<String> password) {}

    public Mail {
      to = List.copyOf(to);
    }

    @Override
    public String kind() {
      return "mail";
    }
  }
}
