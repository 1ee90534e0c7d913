package homeroom.support.files;

import homeroom.api.AdapterFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.SftpClientFactory;

/**
 * A file or folder on an SFTP server. Nothing of the account that runs the hub is used: no keys, no
 * agent, no {@code ~/.ssh}. A server whose key is not known is told nothing, not even the user.
 *
 * @param path as the server is asked for it
 * @param secret a password or a private key, read for each visit
 */
record SftpPlace(SftpServer server, String path, Supplier<String> secret) implements Place {

  @Override
  public Visit visit() throws AdapterFailure {
    SftpLine line = connect();
    return new SftpVisit(server, path, line.client(), line.sftp());
  }

  /** Goes there; whoever asked ends the connection. */
  SftpLine connect() throws AdapterFailure {
    LogIn logIn = LogIn.of(secret.get());
    ShownKey shown = new ShownKey(server.key());
    SshClient client = client(shown, logIn);
    try {
      client.start();
      return connected(client, logIn);
    } catch (IOException e) {
      client.stop();
      throw SftpFailures.connecting(server, shown, e);
    } catch (RuntimeException e) {
      client.stop();
      throw e;
    }
  }

  private SftpLine connected(SshClient client, LogIn logIn) throws IOException {
    Duration patience = server.patience();
    ClientSession session =
        client.connect(server.user(), server.host(), server.port()).verify(patience).getSession();
    logIn.offer(session);
    session.auth().verify(patience);
    return new SftpLine(client, SftpClientFactory.instance().createSftpClient(session));
  }

  private SshClient client(ShownKey shown, LogIn logIn) {
    SshClient client = ClientBuilder.builder().build();
    client.setServerKeyVerifier(shown);
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setUserAuthFactories(logIn.ways());
    CoreModuleProperties.NIO_WORKERS.set(client, 1);
    CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, server.patience());
    CoreModuleProperties.AUTH_TIMEOUT.set(client, server.patience());
    CoreModuleProperties.IDLE_TIMEOUT.set(client, server.patience());
    CoreModuleProperties.CHANNEL_OPEN_TIMEOUT.set(client, server.patience());
    SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(client, server.patience());
    return client;
  }
}
