package homeroom.support.http;

import homeroom.api.Evidence;
import homeroom.api.Evidence.Category;
import java.util.List;
import java.util.Optional;

/**
 * What an answer says of a refusal, in codes: its status, and the other side's id of the request.
 */
final class Said {

  /** Canvas, most others, Ed-Fi and Microsoft, Amazon. */
  private static final List<String> REQUEST_IDS =
      List.of(
          "x-request-context-id",
          "x-request-id",
          "request-id",
          "x-correlation-id",
          "x-amzn-requestid");

  private Said() {}

  static Evidence in(Reply reply) {
    return new Evidence(
        category(reply.status()),
        Optional.of(Integer.toString(reply.status())),
        REQUEST_IDS.stream().flatMap(name -> reply.header(name).stream()).findFirst());
  }

  private static Optional<Category> category(int status) {
    return switch (status) {
      case 400, 405, 415, 422 -> Optional.of(Category.VALIDATION);
      case 403 -> Optional.of(Category.FORBIDDEN);
      case 404 -> Optional.of(Category.NOT_FOUND);
      case 409, 412 -> Optional.of(Category.CONFLICT);
      case 410 -> Optional.of(Category.GONE);
      case 413, 414 -> Optional.of(Category.TOO_LARGE);
      default -> Optional.empty();
    };
  }
}
