package homeroom.support.files;

import homeroom.api.AdapterFailure;
import homeroom.support.http.Download;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A file behind a URL.
 *
 * @param user empty if the secret is a bearer token
 * @param secret read for each visit; empty if the file is for everybody
 * @param patience how long the server may be silent
 */
record WebPlace(
    URI url, Optional<String> user, Optional<Supplier<String>> secret, Duration patience)
    implements Place {

  @Override
  public Visit visit() throws AdapterFailure {
    return new WebVisit(FileNames.last(url.getPath()), Download.of(url, headers(), patience));
  }

  private Map<String, String> headers() {
    return secret
        .map(Supplier::get)
        .map(word -> Map.of("Authorization", authorization(word)))
        .orElse(Map.of());
  }

  private String authorization(String word) {
    return user.map(name -> name + ":" + word)
        .map(both -> "Basic " + Base64.getEncoder().encodeToString(bytes(both)))
        .orElse("Bearer " + word);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
