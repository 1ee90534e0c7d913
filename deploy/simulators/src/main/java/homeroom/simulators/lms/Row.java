package homeroom.simulators.lms;

import org.jspecify.annotations.Nullable;

/** One thing that the LMS holds. Immutable; an update puts another in its place. */
sealed interface Row {

  String ACTIVE = "active";
  String DELETED = "deleted";

  /** The LMS's own id. */
  long id();

  /** The id in the student information system; null for what was made by hand. */
  @Nullable String sisId();

  /** Canvas's {@code workflow_state}. */
  String state();

  default boolean deleted() {
    return state().equals(DELETED);
  }

  record Account(long id, @Nullable String sisId, String name, long parentId, String state)
      implements Row {}

  record Term(
      long id,
      @Nullable String sisId,
      String name,
      @Nullable String startAt,
      @Nullable String endAt,
      String state)
      implements Row {}

  record Course(
      long id,
      @Nullable String sisId,
      String name,
      String code,
      long accountId,
      long termId,
      @Nullable String startAt,
      @Nullable String endAt,
      String state)
      implements Row {}

  /**
   * A section.
   *
   * @param originalCourseId where it was before it was moved to another course
   * @param restricted whether people are let in only between its dates
   */
  record Section(
      long id,
      @Nullable String sisId,
      String name,
      long courseId,
      @Nullable Long originalCourseId,
      @Nullable String startAt,
      @Nullable String endAt,
      boolean restricted,
      String state)
      implements Row {

    Section in(String newState) {
      return new Section(
          id, sisId, name, courseId, originalCourseId, startAt, endAt, restricted, newState);
    }

    /** Moved; back where it came from it is no longer a guest. */
    Section movedTo(long course) {
      long original = originalCourseId == null ? courseId : originalCourseId;
      Long home = original == course ? null : Long.valueOf(original);
      return new Section(id, sisId, name, course, home, startAt, endAt, restricted, state);
    }
  }

  /**
   * A person with one login.
   *
   * @param integrationId a second id, for whoever integrates systems
   * @param login Canvas's {@code unique_id}
   * @param suspended whether the login is suspended
   */
  record User(
      long id,
      @Nullable String sisId,
      @Nullable String integrationId,
      String login,
      String name,
      String shortName,
      String sortableName,
      @Nullable String email,
      boolean suspended,
      String createdAt,
      String state)
      implements Row {

    User as(Names names) {
      return new User(
          id,
          sisId,
          integrationId,
          login,
          names.name(),
          names.shortName(),
          names.sortableName(),
          email,
          suspended,
          createdAt,
          state);
    }

    User withLogin(String newLogin, @Nullable String newSisId, @Nullable String newIntegrationId) {
      return new User(
          id,
          newSisId,
          newIntegrationId,
          newLogin,
          name,
          shortName,
          sortableName,
          email,
          suspended,
          createdAt,
          state);
    }

    User reachedAt(@Nullable String newEmail) {
      return new User(
          id,
          sisId,
          integrationId,
          login,
          name,
          shortName,
          sortableName,
          newEmail,
          suspended,
          createdAt,
          state);
    }

    User in(String newState, boolean nowSuspended) {
      return new User(
          id,
          sisId,
          integrationId,
          login,
          name,
          shortName,
          sortableName,
          email,
          nowSuspended,
          createdAt,
          newState);
    }
  }

  record Enrollment(
      long id,
      long userId,
      long sectionId,
      String type,
      String role,
      @Nullable String startAt,
      @Nullable String endAt,
      String createdAt,
      String updatedAt,
      String state)
      implements Row {
    @Override
    public @Nullable String sisId() {
      return null;
    }
  }
}
