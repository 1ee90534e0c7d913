package homeroom.support.files;

import org.apache.sshd.client.SshClient;
import org.apache.sshd.sftp.client.SftpClient;

/** A connection to an SFTP server. */
record SftpLine(SshClient client, SftpClient sftp) implements AutoCloseable {

  @Override
  public void close() {
    client.stop();
  }
}
