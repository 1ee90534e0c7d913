package homeroom.simulators.idp;

/**
 * How the stand-in behaves.
 *
 * @param port where it listens on 127.0.0.1; 0 takes a free one
 * @param token the bearer token that it wants
 * @param maxResults the most accounts in one page; a larger {@code count} is clamped to it
 * @param bareAnswers whether PATCH is answered 204 without a body, as some providers do
 * @param cursors whether pages are turned by cursor only (RFC 9865), without a count of all
 * @param maxOperations the most operations of a bulk request; 0 if it takes none
 * @param maxPayloadSize the most bytes of a bulk request
 */
public record IdpConfig(
    int port,
    String token,
    int maxResults,
    boolean bareAnswers,
    boolean cursors,
    int maxOperations,
    int maxPayloadSize) {

  public IdpConfig {
    if (maxResults < 1) {
      throw new IllegalArgumentException("a page holds at least one account");
    }
  }

  /** A free port, pages of 100 and full answers. */
  public static IdpConfig withToken(String token) {
    return new IdpConfig(0, token, 100, false, false, 0, 0);
  }

  public IdpConfig listeningOn(int newPort) {
    return new IdpConfig(
        newPort, token, maxResults, bareAnswers, cursors, maxOperations, maxPayloadSize);
  }

  public IdpConfig withPagesOf(int newMaxResults) {
    return new IdpConfig(
        port, token, newMaxResults, bareAnswers, cursors, maxOperations, maxPayloadSize);
  }

  public IdpConfig withBareAnswers() {
    return new IdpConfig(port, token, maxResults, true, cursors, maxOperations, maxPayloadSize);
  }

  public IdpConfig withCursors() {
    return new IdpConfig(port, token, maxResults, bareAnswers, true, maxOperations, maxPayloadSize);
  }

  /** It takes bulk requests. */
  public IdpConfig withBulk(int newMaxOperations, int newMaxPayloadSize) {
    return new IdpConfig(
        port, token, maxResults, bareAnswers, cursors, newMaxOperations, newMaxPayloadSize);
  }
}
