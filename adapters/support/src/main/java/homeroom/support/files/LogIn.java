package homeroom.support.files;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Iterator;
import java.util.List;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** How to prove who we are. Its text never shows it. */
sealed interface LogIn {

  /** What every key begins with that is a text, and what PuTTY's own begins with. */
  String PEM = "-----BEGIN ";

  String PUTTY = "PuTTY-User-Key-File";

  /** By a word that both sides know. */
  record Password(String word) implements LogIn {
    @Override
    public String toString() {
      return "a password";
    }
  }

  /** By a key of ours. */
  record Key(KeyPair pair) implements LogIn {
    @Override
    public String toString() {
      return "a key";
    }
  }

  /**
   * Tells a private key from a password, whatever stands before the key: a mark of the byte order
   * or a comment would have it sent to the server as a password.
   *
   * @throws AdapterFailure if it is a private key that cannot be read
   */
  static LogIn of(String secret) throws AdapterFailure {
    if (secret.contains(PUTTY)) {
      throw unreadable("it is in PuTTY's own format");
    }
    int key = secret.indexOf(PEM);
    return key >= 0 ? new Key(pair(secret.substring(key))) : new Password(secret);
  }

  /** The ways of proving it that make sense with it, the first to be tried first. */
  default List<UserAuthFactory> ways() {
    return switch (this) {
      case Key _ -> List.of(UserAuthPublicKeyFactory.INSTANCE);
      case Password _ ->
          List.of(UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE);
    };
  }

  default void offer(ClientSession session) {
    switch (this) {
      case Key key -> session.addPublicKeyIdentity(key.pair());
      case Password password -> session.addPasswordIdentity(password.word());
    }
  }

  /** What the parser says may hold a part of the key and is not passed on. */
  private static KeyPair pair(String pem) throws AdapterFailure {
    try (InputStream in = new ByteArrayInputStream((pem + "\n").getBytes(StandardCharsets.UTF_8))) {
      Iterator<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(
                  null, NamedResource.ofName("from.credentials"), in, FilePasswordProvider.EMPTY)
              .iterator();
      if (pairs.hasNext()) {
        return pairs.next();
      }
    } catch (IOException | GeneralSecurityException | RuntimeException noKey) {
      throw unreadable("it is damaged, of an unknown kind or locked by a passphrase");
    }
    throw unreadable("there is none in it");
  }

  private static AdapterFailure unreadable(String why) {
    return new AdapterFailure(
        Failure.of(
            Failure.Kind.CREDENTIAL,
            "SFTP_BAD_KEY",
            "Reading the private key in from.credentials: " + why + ".",
            "Put a private key of OpenSSH without a passphrase into the secret; ssh-keygen -p takes"
                + " one off, and puttygen -O private-openssh converts."));
  }
}
