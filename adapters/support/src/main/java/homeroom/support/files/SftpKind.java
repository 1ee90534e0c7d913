package homeroom.support.files;

import java.io.IOException;
import java.util.Set;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.Attribute;
import org.apache.sshd.sftp.client.SftpClient.Attributes;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/**
 * What something on an SFTP server is. The protocol's version 3, which all speak, says it in the
 * permissions, and some servers send none; then the line says it that a listing has for people, as
 * {@code ls -l} writes it.
 */
enum SftpKind {
  FILE,
  FOLDER,
  LINK,

  /** A device, a pipe, a socket. */
  OTHER,

  /** The server does not say. */
  UNSAID;

  /** What servers answer to whoever lists a file. */
  private static final Set<Integer> NO_FOLDER =
      Set.of(
          SftpConstants.SSH_FX_NOT_A_DIRECTORY,
          SftpConstants.SSH_FX_NO_SUCH_FILE,
          SftpConstants.SSH_FX_NO_SUCH_PATH,
          SftpConstants.SSH_FX_FAILURE);

  /** Of what was asked for by its name, of which there is no line. */
  static SftpKind of(Attributes attributes) {
    if (!attributes.getFlags().contains(Attribute.Perms)
        || (attributes.getPermissions() & SftpConstants.S_IFMT) == 0) {
      return UNSAID;
    }
    if (attributes.isRegularFile()) {
      return FILE;
    }
    if (attributes.isDirectory()) {
      return FOLDER;
    }
    return attributes.isSymbolicLink() ? LINK : OTHER;
  }

  /**
   * Of an entry of a listing.
   *
   * @param line for people; may be anything
   */
  static SftpKind of(Attributes attributes, String line) {
    SftpKind said = of(attributes);
    return said == UNSAID ? of(line) : said;
  }

  /**
   * Whether a path is a folder; where the server does not say it, one is what can be listed.
   *
   * @param attributes of it
   * @throws IOException if the server does not answer
   */
  static boolean isFolder(SftpClient sftp, String path, Attributes attributes) throws IOException {
    return switch (of(attributes)) {
      case FOLDER -> true;
      case UNSAID -> canBeListed(sftp, path);
      case FILE, LINK, OTHER -> false;
    };
  }

  private static boolean canBeListed(SftpClient sftp, String path) throws IOException {
    try (SftpClient.CloseableHandle folder = sftp.openDir(path)) {
      return folder.isOpen();
    } catch (SftpException refused) {
      if (NO_FOLDER.contains(refused.getStatus())) {
        return false;
      }
      throw refused;
    }
  }

  private static SftpKind of(String line) {
    if (!line.matches("[-dlbcps][-r][-w].{7,}")) {
      return UNSAID;
    }
    return switch (line.charAt(0)) {
      case '-' -> FILE;
      case 'd' -> FOLDER;
      case 'l' -> LINK;
      default -> OTHER;
    };
  }
}
