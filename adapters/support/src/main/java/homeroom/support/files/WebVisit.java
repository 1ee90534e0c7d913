package homeroom.support.files;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.support.http.Download;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/**
 * An answer whose head was read; the file is what follows, once.
 *
 * @param settles whether looks are compared, so that changes must show
 */
record WebVisit(String name, Download answer, boolean settles) implements Visit {

  /** If the name is no more than a slash. */
  private static final String NAMELESS = "download";

  @Override
  public Listing list() throws AdapterFailure {
    Listed file = listed();
    if (settles && !file.tellsChanges()) {
      throw changesHidden(file.name());
    }
    return Listing.file(file);
  }

  private static AdapterFailure changesHidden(String name) {
    return new AdapterFailure(
        Failure.of(
            Failure.Kind.CONFIGURATION,
            "HTTP_CHANGES_HIDDEN",
            "GET "
                + name
                + ": the answer has neither ETag nor Last-Modified, so nobody can tell whether the"
                + " file stays the same for from.settle.",
            "Have the server send one of them, or leave out from.settle."));
  }

  private Listed listed() {
    return new Listed(
        name.isEmpty() ? NAMELESS : name,
        answer.header("content-length").flatMap(WebVisit::length).orElse(-1L),
        answer.header("last-modified").flatMap(WebVisit::time).orElse(Instant.EPOCH),
        answer.header("etag").map(WebVisit::digest).orElse(""));
  }

  @Override
  public InputStream open(Listed file) {
    return answer.body();
  }

  @Override
  public Optional<Listed> again(Listed file) {
    return Optional.of(file);
  }

  @Override
  public Failure failure(Listed file, IOException cause) {
    return answer.lost(cause);
  }

  @Override
  public void close() {
    answer.close();
  }

  private static Optional<Long> length(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException noLength) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  private static String digest(String tag) {
    return UUID.nameUUIDFromBytes(tag.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
