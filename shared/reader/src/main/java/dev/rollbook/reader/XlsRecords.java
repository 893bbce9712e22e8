package dev.rollbook.reader;

import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hssf.model.InternalWorkbook;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.RecordFactoryInputStream;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/**
 * The records of an XLS workbook one by one, and in which of its streams each stands: the
 * workbook's own is 0, then one for each sheet. What any of it throws at a damaged file becomes one
 * error.
 */
final class XlsRecords implements Closeable {

  private final POIFSFileSystem container;
  private final RecordFactoryInputStream records;
  private int stream = -1;
  private int depth;

  private XlsRecords(POIFSFileSystem container, RecordFactoryInputStream records) {
    this.container = container;
    this.records = records;
  }

  /**
   * Opens a workbook. One that is encrypted without a password of its own opens, as in Excel.
   *
   * @throws RosterException if it is damaged, or needs a password
   */
  static XlsRecords open(Path file) throws RosterException, IOException {
    POIFSFileSystem container = container(file);
    try {
      DirectoryNode root = container.getRoot();
      Optional<String> name = workbookEntry(root);
      InputStream in =
          root.createDocumentInputStream(
              root.getEntryCaseInsensitive(name.orElseThrow(() -> new IOException("no workbook"))));
      return new XlsRecords(container, new RecordFactoryInputStream(in, false));
    } catch (EncryptedDocumentException e) {
      container.close();
      RosterException encrypted = new RosterException(Code.WORKBOOK_ENCRYPTED);
      encrypted.initCause(e);
      throw encrypted;
    } catch (IOException | RuntimeException e) {
      container.close();
      throw WorkbookDamage.in("Workbook", e);
    }
  }

  /**
   * Opens an OLE2 container.
   *
   * @throws RosterException if it is damaged, or suspicious
   */
  static POIFSFileSystem container(Path file) throws RosterException, IOException {
    Ole2Directory.check(file);
    try {
      return new POIFSFileSystem(file.toFile(), true);
    } catch (IOException | RuntimeException e) {
      throw WorkbookDamage.in("OLE2", e);
    }
  }

  /** The name of the entry that holds a workbook, if there is one. */
  static Optional<String> workbookEntry(DirectoryNode root) {
    return InternalWorkbook.WORKBOOK_DIR_ENTRY_NAMES.stream()
        .filter(root::hasEntryCaseInsensitive)
        .findFirst();
  }

  /**
   * The next record.
   *
   * @return empty behind the last
   */
  Optional<Record> next() throws RosterException {
    Record record;
    try {
      record = records.nextRecord();
    } catch (RuntimeException e) {
      throw WorkbookDamage.in("Workbook", e);
    }
    if (record == null && depth > 0) {
      throw WorkbookDamage.in("Workbook", "end missing");
    }
    if (record instanceof BOFRecord) {
      stream += depth == 0 ? 1 : 0;
      depth++;
    } else if (record instanceof EOFRecord) {
      depth--;
    }
    return Optional.ofNullable(record);
  }

  /** In which stream the last record stands. */
  int stream() {
    return stream;
  }

  /** Whether it belongs to the stream itself and not to a chart or the like within. */
  boolean isOfStreamItself() {
    return depth == 1;
  }

  @Override
  public void close() throws IOException {
    container.close();
  }
}
