package homeroom.support.http;

import homeroom.api.AdapterFailure;

/** Where the bearer token of a call comes from; thread-safe. */
@FunctionalInterface
public interface TokenSource {

  /**
   * The token as it is now; an empty one sends none.
   *
   * @throws AdapterFailure if it had to be fetched and could not be
   */
  String token() throws AdapterFailure;

  /** The other side answered 401 to this token. One that keeps tokens lets go of it. */
  default void refused(String token) {}
}
