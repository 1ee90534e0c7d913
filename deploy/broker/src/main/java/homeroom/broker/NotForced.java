package homeroom.broker;

import java.io.IOException;

/**
 * The disk did not write what it was given. Some systems say so once only, and call it written when
 * they are asked again; so whoever sees this must not ask again.
 */
public final class NotForced extends IOException {

  private static final long serialVersionUID = 1L;

  public NotForced(IOException cause) {
    super("the disk did not write what it was given", cause);
  }
}
