package homeroom.support.http;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.Stream;

/** The pages of a list; each is asked for only when the stream gets there. */
final class Pages {

  private final HttpCaller caller;
  private final Origin origin;

  private Pages(HttpCaller caller, Origin origin) {
    this.caller = caller;
    this.origin = origin;
  }

  static Stream<Reply> from(HttpCaller caller, Origin origin, Reply first) {
    Pages pages = new Pages(caller, origin);
    return Stream.iterate(
            Optional.of(first), Optional::isPresent, page -> page.flatMap(pages::after))
        .flatMap(Optional::stream);
  }

  private Optional<Reply> after(Reply page) {
    return page.header("link").flatMap(LinkHeader::next).map(url -> read(page, url));
  }

  private Reply read(Reply page, String url) {
    try {
      return caller.get(below(page, url)).orFail();
    } catch (AdapterFailure failure) {
      throw new UncheckedIOException(new IOException(failure.getMessage(), failure));
    }
  }

  /** A page elsewhere would be given our token. */
  private Address below(Reply page, String url) throws AdapterFailure {
    String label = page.call().address().label();
    Optional<String> path = origin.below(url);
    if (path.isEmpty()) {
      throw new AdapterFailure(
          Failure.of(
              Failure.Kind.CONFIGURATION,
              "HTTP_FOREIGN_PAGE",
              "GET " + label + ": the next page is no URL of the same host",
              "Write the url with the host that the system calls itself."));
    }
    return Address.opaque(path.get(), label);
  }
}
