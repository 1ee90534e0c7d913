package homeroom.support.files;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.jspecify.annotations.Nullable;

/** Compares the key that a server shows with the ones it is known by, and remembers it. */
final class ShownKey implements ServerKeyVerifier {

  private final HostKey known;
  private volatile @Nullable PublicKey refused;

  ShownKey(HostKey known) {
    this.known = known;
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress from, PublicKey shown) {
    boolean right = known.has(fingerprint(shown));
    refused = right ? null : shown;
    return right;
  }

  /** The key that was not the right one, as a person compares it; empty if none was shown. */
  Optional<String> refused() {
    return Optional.ofNullable(refused).map(ShownKey::fingerprint);
  }

  /** Its type in the words of SSH, such as {@code ssh-ed25519}. */
  String type() {
    return Optional.ofNullable(refused).map(KeyUtils::getKeyType).orElse("");
  }

  private static String fingerprint(PublicKey key) {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
  }
}
