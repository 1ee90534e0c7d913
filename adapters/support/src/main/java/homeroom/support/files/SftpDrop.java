package homeroom.support.files;

import homeroom.api.AdapterFailure;
import homeroom.api.Probe;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** A folder on an SFTP server. */
record SftpDrop(SftpPlace place) implements Drop {

  @Override
  public void put(String name, Path bytes) throws AdapterFailure {
    String part = at("." + name + ".part");
    try (SftpLine line = place.connect()) {
      try {
        write(line.sftp(), part, bytes);
        rename(line.sftp(), part, at(name));
      } catch (IOException failed) {
        throw new AdapterFailure(SftpFailures.writing(place.server(), at(name), failed), failed);
      }
    }
  }

  private static void write(SftpClient sftp, String part, Path bytes) throws IOException {
    try (OutputStream to = sftp.write(part)) {
      Files.copy(bytes, to);
    }
    long size = sftp.stat(part).getSize();
    if (size != Files.size(bytes)) {
      throw new IOException("the server holds another number of bytes");
    }
  }

  /** The protocol's own rename does not replace; most servers know the one of POSIX, which does. */
  private static void rename(SftpClient sftp, String part, String name) throws IOException {
    OpenSSHPosixRenameExtension posix = sftp.getExtension(OpenSSHPosixRenameExtension.class);
    if (posix != null && posix.isSupported()) {
      posix.posixRename(part, name);
      return;
    }
    try {
      sftp.rename(part, name);
    } catch (SftpException taken) {
      if (!isThere(sftp, name)) {
        throw taken;
      }
      sftp.remove(name);
      sftp.rename(part, name);
    }
  }

  private static boolean isThere(SftpClient sftp, String name) throws IOException {
    try {
      sftp.stat(name);
      return true;
    } catch (SftpException gone) {
      if (gone.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
        return false;
      }
      throw gone;
    }
  }

  @Override
  public Probe probe() {
    try (SftpLine line = place.connect()) {
      return SftpKind.isFolder(line.sftp(), place.path(), line.sftp().stat(place.path()))
          ? Probe.READY
          : Probe.failed(SftpFailures.noSuchFolder(place.server(), place.path()));
    } catch (IOException failed) {
      return Probe.failed(SftpFailures.asking(place.server(), place.path(), failed));
    } catch (AdapterFailure failed) {
      return Probe.failed(failed.failure());
    }
  }

  private String at(String name) {
    return place.path().endsWith("/") ? place.path() + name : place.path() + "/" + name;
  }
}
