package dev.rollbook.reader;

import dev.rollbook.roster.ReadingOptions;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Tells a file's format from its content, whatever its name says (SPEC R1, R9). */
final class FormatDetection {

  private static final int HEAD = 64 << 10;

  private static final byte[] OLE2 = bytes(0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1);
  private static final byte[] ZIP = bytes('P', 'K', 3, 4);
  private static final byte[] EMPTY_ZIP = bytes('P', 'K', 5, 6);

  /** First bytes of what is uploaded by mistake. */
  private static final Map<String, byte[]> SIGNATURES =
      Map.of(
          "pdf", bytes('%', 'P', 'D', 'F', '-'),
          "png", bytes(0x89, 'P', 'N', 'G'),
          "jpeg", bytes(0xFF, 0xD8, 0xFF),
          "gif", bytes('G', 'I', 'F', '8'),
          "gzip", bytes(0x1F, 0x8B, 8),
          "7z", bytes('7', 'z', 0xBC, 0xAF),
          "rar", bytes('R', 'a', 'r', '!', 0x1A),
          "rtf", bytes('{', '\\', 'r', 't', 'f'));

  private FormatDetection() {}

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  /**
   * The file, ready to be read as what it is.
   *
   * @param probe has looked at it
   */
  static TableFile open(Path file, ContentProbe probe, ReadingOptions options)
      throws RosterException, IOException {
    long size = Files.size(file);
    if (size == 0) {
      throw new RosterException(Code.FILE_EMPTY);
    }
    if (size > ReadingOptions.FILE_BYTES) {
      throw new RosterException(
          Code.FILE_TOO_LARGE, Long.toString(ReadingOptions.FILE_BYTES), Long.toString(size));
    }
    TextEncoding encoding = CsvFile.encoding(file, probe, options);
    FileKind kind = kind(file, encoding);
    Optional<String> given = options.format();
    if (given.isPresent() && !given.get().equals(kind.name())) {
      throw new RosterException(Code.FORMAT_MISMATCH, given.get(), kind.name());
    }
    Format format =
        kind.format().orElseThrow(() -> new RosterException(Code.FORMAT_UNKNOWN, kind.name()));
    return switch (format) {
      case CSV -> CsvFile.of(file, encoding, options);
      case XLSX -> XlsxFile.of(file, options);
      case XLS -> XlsFile.of(file, options);
    };
  }

  private static FileKind kind(Path file, TextEncoding encoding)
      throws RosterException, IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(HEAD);
    }
    if (startsWith(head, ZIP) || startsWith(head, EMPTY_ZIP)) {
      return zipKind(file);
    }
    if (startsWith(head, OLE2)) {
      return ole2Kind(file);
    }
    for (Map.Entry<String, byte[]> signature : SIGNATURES.entrySet()) {
      if (startsWith(head, signature.getValue())) {
        return new FileKind(signature.getKey());
      }
    }
    return TextKind.of(head, file, encoding);
  }

  private static boolean startsWith(byte[] head, byte[] signature) {
    return head.length >= signature.length
        && Arrays.equals(head, 0, signature.length, signature, 0, signature.length);
  }

  private static FileKind zipKind(Path file) throws RosterException, IOException {
    try (XlsxPackage parts = XlsxPackage.open(file)) {
      if (parts.has("xl/workbook.xml")) {
        return FileKind.XLSX;
      }
      if (parts.has("xl/workbook.bin")) {
        return new FileKind("xlsb");
      }
      if (parts.has("mimetype")) {
        return new FileKind(openDocument(parts));
      }
      for (String[] kind : List.of(folder("word/", "docx"), folder("ppt/", "pptx"))) {
        if (parts.hasFolder(kind[0])) {
          return new FileKind(kind[1]);
        }
      }
      boolean workbook =
          parts.has("_rels/.rels")
              && parts.hasFolder("xl/")
              && parts.has(parts.workbook())
              && parts.workbook().endsWith(".xml");
      return workbook ? FileKind.XLSX : new FileKind("zip");
    }
  }

  private static String[] folder(String name, String kind) {
    return new String[] {name, kind};
  }

  private static String openDocument(XlsxPackage parts) throws RosterException, IOException {
    try (InputStream in = parts.stream("mimetype")) {
      String type = new String(in.readNBytes(100), StandardCharsets.US_ASCII);
      return type.contains("spreadsheet") ? "ods" : type.contains("text") ? "odt" : "zip";
    }
  }

  private static FileKind ole2Kind(Path file) throws RosterException, IOException {
    try (POIFSFileSystem container = XlsRecords.container(file)) {
      DirectoryNode root = container.getRoot();
      if (root.hasEntryCaseInsensitive("EncryptedPackage")) {
        throw new RosterException(Code.WORKBOOK_ENCRYPTED);
      }
      if (XlsRecords.workbookEntry(root).isEmpty()) {
        return new FileKind(root.hasEntryCaseInsensitive("WordDocument") ? "doc" : "ole2");
      }
    }
    return XlsFile.isSupported(file) ? FileKind.XLS : new FileKind("xls-95");
  }
}
