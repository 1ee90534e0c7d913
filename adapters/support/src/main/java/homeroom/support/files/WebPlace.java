package homeroom.support.files;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import homeroom.support.http.Download;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A file behind a URL.
 *
 * @param user empty if the secret is a bearer token
 * @param secret read for each visit; empty if the file is for everybody
 * @param patience how long the server may be silent
 * @param settles whether it is waited for until it stays the same, so that changes must show
 */
record WebPlace(
    URI url,
    Optional<String> user,
    Optional<Supplier<String>> secret,
    Duration patience,
    boolean settles)
    implements Place {

  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]+");

  @Override
  public Visit visit() throws AdapterFailure {
    return new WebVisit(
        FileNames.last(url.getPath()), Download.of(url, headers(), patience), settles);
  }

  private Map<String, String> headers() throws AdapterFailure {
    return secret.isPresent()
        ? Map.of("Authorization", authorization(secret.get().get()))
        : Map.of();
  }

  private String authorization(String word) throws AdapterFailure {
    return user.isPresent()
        ? "Basic " + Base64.getEncoder().encodeToString(bytes(user.get() + ":" + word))
        : "Bearer " + token(word);
  }

  /** What else stands in a header is refused by the client with a text that quotes it. */
  private String token(String word) throws AdapterFailure {
    if (!TOKEN.matcher(word).matches()) {
      throw new AdapterFailure(
          Failure.of(
              Failure.Kind.CREDENTIAL,
              "HTTP_BAD_TOKEN",
              "GET "
                  + FileNames.last(url.getPath())
                  + ": what from.credentials names is no bearer token; it is empty, or holds a"
                  + " space, a line break or a letter that no token has.",
              "Write the token alone into the secret; for a password write from.user as well."));
    }
    return word;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
