package homeroom.support.http;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import org.jspecify.annotations.Nullable;

/** One Vert.x for all callers of the process: made for the first, closed after the last. */
final class SharedVertx {

  private static @Nullable Vertx vertx;
  private static int users;

  private SharedVertx() {}

  static synchronized Vertx acquire() {
    Vertx current = vertx == null ? Vertx.vertx(options()) : vertx;
    vertx = current;
    users++;
    return current;
  }

  static synchronized void release() {
    users--;
    Vertx current = vertx;
    if (users == 0 && current != null) {
      vertx = null;
      current.close();
    }
  }

  private static VertxOptions options() {
    // One loop carries many times what the hub calls, and nothing is handed from loop to loop;
    // daemon threads never hold up the end of the process.
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setUseDaemonThread(true)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }
}
