package homeroom.http;

import homeroom.api.Failure;

/**
 * A request that is answered with an error. Says what was wrong, never what was asked for: a caller
 * may have put a natural key where a pseudonym belongs.
 */
final class Refusal extends RuntimeException {

  private final int status;
  private final String code;
  private final String text;
  private final String remedy;

  private Refusal(int status, String code, String text, String remedy) {
    super(code, null, false, false);
    this.status = status;
    this.code = code;
    this.text = text;
    this.remedy = remedy;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String text() {
    return text;
  }

  String remedy() {
    return remedy;
  }

  static Refusal badRequest(String code, String text, String remedy) {
    return new Refusal(400, code, text, remedy);
  }

  static Refusal notFound(String code, String text, String remedy) {
    return new Refusal(404, code, text, remedy);
  }

  static Refusal conflict(String code, String text, String remedy) {
    return new Refusal(409, code, text, remedy);
  }

  static Refusal unauthorised() {
    return new Refusal(
        401,
        "TOKEN_WRONG",
        "The request does not hold the hub's token.",
        "Send Authorization: Bearer and the content of api-token in the hub's data folder.");
  }

  static Refusal tooLarge() {
    return new Refusal(
        413,
        "BODY_TOO_LARGE",
        "The body is larger than the hub takes in one request.",
        "Send at most 5 MB in one request.");
  }

  static Refusal ofStatus(int status) {
    return new Refusal(
        status,
        status == 404 ? "NO_SUCH_RESOURCE" : "REQUEST_INVALID",
        "There is nothing at this address, or not for this method.",
        "See the list of addresses under /api/v1 in the documentation.");
  }

  static Refusal defect() {
    return new Refusal(
        500,
        "HUB_DEFECT",
        "Answering the request met an error in the hub.",
        "Nothing was lost. Look into the hub's log at this time and report what it says.");
  }

  /**
   * What an adapter or the store said, with the status that makes the caller do the right thing.
   */
  static Refusal of(Failure failure) {
    int status =
        switch (failure.kind()) {
          case CREDENTIAL -> 401;
          case CONTENT -> 400;
          case TRANSIENT, THROTTLED, UNKNOWN, CONFIGURATION -> 503;
          case DEFECT -> 500;
        };
    return new Refusal(status, failure.code(), failure.message(), failure.remedy());
  }

  /**
   * A failure of a system that the hub asked on the caller's behalf: the caller did nothing wrong.
   */
  static Refusal ofOther(Failure failure) {
    return new Refusal(502, failure.code(), failure.message(), failure.remedy());
  }
}
