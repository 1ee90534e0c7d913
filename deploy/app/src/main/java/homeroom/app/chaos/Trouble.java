package homeroom.app.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Something that goes wrong. */
sealed interface Trouble {

  /** The hub ends as by {@code kill -9}, and is started again at once. */
  record KillHub() implements Trouble {
    @Override
    public String toString() {
      return "the hub is killed";
    }
  }

  /**
   * The broker ends and is started again.
   *
   * @param killed as by {@code kill -9}, or told to end
   */
  record RestartBroker(boolean killed) implements Trouble {
    @Override
    public String toString() {
      return killed ? "the broker is killed" : "the broker is restarted";
    }
  }

  /**
   * A second hub joins, which takes over half of the work, and leaves.
   *
   * @param killed whether it leaves as by {@code kill -9}
   */
  record SecondHub(Duration length, boolean killed) implements Trouble {
    @Override
    public String toString() {
      return "a second hub works for %d s and %s"
          .formatted(length.toSeconds(), killed ? "is killed" : "stops");
    }
  }

  /** A consumer loses all that it had, and is told all of it again because somebody asks for it. */
  record RebuiltEmpty(String system) implements Trouble {
    @Override
    public String toString() {
      return system + " is rebuilt empty, and resynced";
    }
  }

  /** A consumer does not do as it should for a while. */
  record AtSystem(String system, Kind kind, Duration length) implements Trouble {
    @Override
    public String toString() {
      return "%s %s for %.1f s".formatted(system, kind.text(), length.toMillis() / 1000.0);
    }
  }

  /** How a consumer does not do as it should. */
  enum Kind {
    REFUSES_CONNECTIONS,
    ANSWERS_503,
    /** 429 with {@code Retry-After}. */
    THROTTLES,
    IS_SLOW,
    /** Breaks off, and nothing was done. */
    FAILS_BEFORE_APPLYING,
    /** Does it, and breaks off instead of answering. */
    FAILS_AFTER_APPLYING,
    /** Does it, and answers when the caller has given up. */
    ANSWERS_LATE,
    /** Its database is locked by somebody else. */
    IS_LOCKED;

    String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** What each system can be made to do. */
  static List<Kind> kinds(String system) {
    return switch (system) {
      case "idp" ->
          List.of(
              Kind.REFUSES_CONNECTIONS,
              Kind.ANSWERS_503,
              Kind.THROTTLES,
              Kind.IS_SLOW,
              Kind.FAILS_AFTER_APPLYING,
              Kind.ANSWERS_LATE);
      case "lms" ->
          List.of(
              Kind.REFUSES_CONNECTIONS,
              Kind.ANSWERS_503,
              Kind.THROTTLES,
              Kind.IS_SLOW,
              Kind.FAILS_BEFORE_APPLYING,
              Kind.FAILS_AFTER_APPLYING,
              Kind.ANSWERS_LATE);
      case "warehouse" -> List.of(Kind.IS_LOCKED);
      default -> throw new IllegalArgumentException("no trouble is known for " + system);
    };
  }
}
