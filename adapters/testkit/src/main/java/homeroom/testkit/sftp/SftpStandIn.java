package homeroom.testkit.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server on this machine that shows one folder to one user. Thread-safe. */
public final class SftpStandIn implements AutoCloseable {

  /** Who may log in. */
  public static final String USER = "homeroom";

  /** With this word, or a key that is let in. */
  public static final String PASSWORD = "open sesame";

  private final SshServer server = SshServer.setUpDefaultServer();
  private final AtomicInteger visits = new AtomicInteger();
  private final AtomicInteger present = new AtomicInteger();
  private final AtomicInteger logIns = new AtomicInteger();
  private final Set<PublicKey> letIn = ConcurrentHashMap.newKeySet();
  private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
  private volatile KeyPair hostKey = keyPair();
  private volatile Optional<BiConsumer<Path, Long>> reading = Optional.empty();

  /** Starts it at a free port. */
  public SftpStandIn(Path folder) {
    SftpSubsystemFactory sftp = new SftpSubsystemFactory();
    sftp.addSftpEventListener(new Events());
    server.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    server.setPort(0);
    // The one that takes the least time.
    server.setKeyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            false, List.of(BuiltinDHFactories.ecdhp256), ServerBuilder.DH2KEX));
    server.setKeyPairProvider(KeyPairProvider.wrap(() -> List.of(hostKey).iterator()));
    server.setPasswordAuthenticator((user, word, _) -> let(user, word.equals(PASSWORD)));
    server.setPublickeyAuthenticator((user, key, _) -> let(user, isLetIn(key)));
    server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
    server.setSubsystemFactories(List.of(sftp));
    server.addSessionListener(new Counting());
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getPort();
  }

  /** Its key as people compare it. */
  public String fingerprint() {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.getPublic());
  }

  /** Its key as a line of {@code known_hosts}. */
  public String knownHost() {
    return "127.0.0.1 " + PublicKeyEntry.toString(hostKey.getPublic());
  }

  /** From now on it shows another key. */
  public void changeHostKey() {
    hostKey = keyPair();
  }

  /** From now on this key opens as well. */
  public void letIn(PublicKey key) {
    letIn.add(key);
  }

  /** From now on the user may not read a file or folder of this name. */
  public void forbid(String name) {
    forbidden.add(name);
  }

  /** From now on this happens before a part of a file is read: its path, and where in it. */
  public void onRead(BiConsumer<Path, Long> event) {
    reading = Optional.of(event);
  }

  /** Ends every connection at once, as a lost network does. */
  public void cut() {
    server.getActiveSessions().forEach(session -> session.close(true));
  }

  /** How many connections there were. */
  public int visits() {
    return visits.get();
  }

  /** How many connections there are. */
  public int present() {
    return present.get();
  }

  /** How often somebody tried to log in. */
  public int logIns() {
    return logIns.get();
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean let(String user, boolean proved) {
    logIns.incrementAndGet();
    return user.equals(USER) && proved;
  }

  private boolean isLetIn(PublicKey key) {
    return letIn.stream().anyMatch(known -> KeyUtils.compareKeys(known, key));
  }

  /** A key for a server or a user, of a kind that is made quickly. */
  public static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has elliptic curves", e);
    }
  }

  private final class Counting implements SessionListener {
    @Override
    public void sessionCreated(Session session) {
      visits.incrementAndGet();
      present.incrementAndGet();
    }

    @Override
    public void sessionClosed(Session session) {
      present.decrementAndGet();
    }
  }

  private final class Events implements SftpEventListener {
    @Override
    public void opening(ServerSession session, String id, Handle handle) throws IOException {
      if (forbidden.contains(String.valueOf(handle.getFile().getFileName()))) {
        throw new AccessDeniedException(handle.getFile().toString());
      }
    }

    @Override
    public void reading(
        ServerSession session,
        String id,
        FileHandle handle,
        long offset,
        byte[] data,
        int dataOffset,
        int length) {
      reading.ifPresent(event -> event.accept(handle.getFile(), offset));
    }
  }
}
