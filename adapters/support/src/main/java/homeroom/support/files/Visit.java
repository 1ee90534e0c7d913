package homeroom.support.files;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Being at a place. One thread. */
interface Visit extends AutoCloseable {

  /** What lies there now. */
  Listing list() throws AdapterFailure;

  /** Begins to read a file that was listed. */
  InputStream open(Listed file) throws IOException;

  /** The same file as it is listed now; empty if it is gone. */
  Optional<Listed> again(Listed file) throws IOException;

  /** Why reading there ended. */
  Failure failure(Listed file, IOException cause);

  /** Leaves; never fails. */
  @Override
  void close();
}
