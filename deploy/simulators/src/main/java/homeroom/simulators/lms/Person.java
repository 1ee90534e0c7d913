package homeroom.simulators.lms;

/**
 * Someone who may call the API.
 *
 * @param token the bearer token that says who calls
 * @param login how the change feed names the writer
 * @param name for people
 */
public record Person(String token, String login, String name, Role role) {

  /** What the person may do. */
  public enum Role {
    /** Everything. */
    ADMIN,
    /** Reads everything; changes people and enrollments and nothing else. */
    TEACHER
  }

  public static Person admin(String token, String login) {
    return new Person(token, login, login, Role.ADMIN);
  }

  public static Person teacher(String token, String login) {
    return new Person(token, login, login, Role.TEACHER);
  }

  @Override
  public String toString() {
    return "Person[" + login + "]";
  }
}
