package homeroom.support.files;

import homeroom.api.AdapterFailure;
import homeroom.api.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attribute;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** Being logged in at an SFTP server. */
final class SftpVisit implements Visit {

  private final SftpServer server;
  private final String path;
  private final SshClient client;
  private final SftpClient sftp;
  private boolean folder;

  SftpVisit(SftpServer server, String path, SshClient client, SftpClient sftp) {
    this.server = server;
    this.path = path;
    this.client = client;
    this.sftp = sftp;
  }

  @Override
  public Listing list() throws AdapterFailure {
    try {
      Optional<Attributes> found = attributes(path);
      if (found.isEmpty()) {
        return nothing();
      }
      folder = SftpKind.isFolder(sftp, path, found.get());
      return folder
          ? Listing.folder(FileNames.last(path), files())
          : Listing.file(listed(FileNames.last(path), found.get()));
    } catch (IOException e) {
      throw new AdapterFailure(SftpFailures.asking(server, path, e), e);
    }
  }

  /** A file that has not come yet is no fault; a folder that is not there is one. */
  private Listing nothing() throws IOException, AdapterFailure {
    String name = FileNames.last(path);
    int end = path.lastIndexOf(name);
    String above = end == 0 ? "." : path.substring(0, end);
    if (FileNames.looksLikeFile(name) && attributes(above).isPresent()) {
      return Listing.NOTHING;
    }
    throw new AdapterFailure(
        SftpFailures.noSuchFolder(server, FileNames.looksLikeFile(name) ? above : path));
  }

  private List<Listed> files() throws IOException {
    List<Listed> files = new ArrayList<>();
    for (DirEntry entry : sftp.readEntries(path)) {
      String name = entry.getFilename();
      if (name.equals(".") || name.equals("..")) {
        continue;
      }
      switch (SftpKind.of(entry.getAttributes(), line(entry))) {
        case FILE -> files.add(listed(name, entry.getAttributes()));
        case LINK ->
            attributes(below(name))
                .filter(target -> mayBeFile(name, target))
                .ifPresent(target -> files.add(listed(name, target)));
        case UNSAID -> {
          if (mayBeFile(name, entry.getAttributes())) {
            files.add(listed(name, entry.getAttributes()));
          }
        }
        case FOLDER, OTHER -> {}
      }
    }
    return files;
  }

  private static String line(DirEntry entry) {
    String line = entry.getLongFilename();
    return line == null ? "" : line;
  }

  /** Of a server that does not say it, whatever looks like one; it is not to be passed over. */
  private static boolean mayBeFile(String name, Attributes attributes) {
    return switch (SftpKind.of(attributes)) {
      case FILE -> true;
      case UNSAID -> FileNames.looksLikeFile(name);
      case FOLDER, LINK, OTHER -> false;
    };
  }

  private Optional<Attributes> attributes(String of) throws IOException {
    try {
      return Optional.of(sftp.stat(of));
    } catch (SftpException e) {
      if (e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE
          || e.getStatus() == SftpConstants.SSH_FX_NO_SUCH_PATH) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Listed listed(String name, Attributes attributes) {
    FileTime time = attributes.getModifyTime();
    boolean sized = attributes.getFlags().contains(Attribute.Size);
    return new Listed(
        name, sized ? attributes.getSize() : -1, time == null ? Instant.EPOCH : time.toInstant());
  }

  @Override
  public InputStream open(Listed file) throws IOException {
    return sftp.read(at(file));
  }

  @Override
  public Optional<Listed> again(Listed file) throws IOException {
    return attributes(at(file)).map(now -> listed(file.name(), now));
  }

  @Override
  public Failure failure(Listed file, IOException cause) {
    return cause instanceof SftpException gone
            && gone.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE
        ? FileFailures.stillWritten(file.name())
        : SftpFailures.asking(server, at(file), cause);
  }

  @Override
  public void close() {
    client.stop();
  }

  private String at(Listed file) {
    return folder ? below(file.name()) : path;
  }

  private String below(String name) {
    return path.endsWith("/") ? path + name : path + "/" + name;
  }
}
