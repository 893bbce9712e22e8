package dev.rollbook.reader;

import dev.rollbook.directory.KeyShard;
import dev.rollbook.roster.RosterException;
import dev.rollbook.roster.RosterException.Code;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The records of a roster by key shard, sorted by username and row within a memory that does not
 * grow with the roster. Records are kept in pages; when these are too many, the largest shard is
 * sorted and written to a file of its own, a run, and begins anew. What is handed out is merged
 * from the shard's runs and the rest in memory. So a record goes to disk once at most, and that of
 * an ordinary roster never. Not thread-safe.
 */
final class RowSpool implements Closeable {

  /**
   * Bytes of records in memory. A million rows of 100 bytes fit; the largest shard, at least a
   * sixteenth of it, becomes a run of 6 MB or more, so that 4 GB of records make 700 runs at most,
   * 44 of each shard, which a merge reads through buffers of 64 KB: 3 MB.
   */
  static final int BUDGET = 96 << 20;

  /**
   * Bytes of all runs. A text file stays below: 512 MiB of Windows-1252 are 1.5 GiB in UTF-8 at
   * most, and names of one character that are only listed, 268 million of them, 2.3 GiB. A workbook
   * can name one text in a million cells, and its rows may hold 100 KB each.
   */
  static final long DISK = 4L << 30;

  private static final int BUFFER = 64 << 10;

  private final ScratchFolder folder;
  private final int budget;
  private final long disk;
  private final Shard[] shards = new Shard[KeyShard.COUNT];
  private long held;
  private long written;
  private int runs;

  /**
   * An empty spool.
   *
   * @param folder for its runs
   * @param budget bytes of records in memory
   * @param disk bytes of records in runs
   */
  RowSpool(ScratchFolder folder, int budget, long disk) {
    this.folder = folder;
    this.budget = budget;
    this.disk = disk;
    for (int shard = 0; shard < shards.length; shard++) {
      shards[shard] = new Shard();
    }
  }

  /**
   * Adds a record to a shard.
   *
   * @throws RosterException if the records are more than the disk is to hold
   */
  void add(int shard, RecordBuffer record) throws RosterException, IOException {
    held += shards[shard].add(record);
    if (held > budget) {
      Shard largest = shards[0];
      for (Shard each : shards) {
        largest = each.held > largest.held ? each : largest;
      }
      held -= largest.held;
      written += largest.held;
      if (written > disk) {
        throw new RosterException(
            Code.FILE_SUSPICIOUS, "rows", Long.toString(disk), Long.toString(written));
      }
      largest.spill(folder.newFile());
      runs++;
    }
  }

  /** How many runs were written. */
  int runs() {
    return runs;
  }

  /** The records of a shard in order; to be closed. No more may be added from here on. */
  Records records(int shard) throws IOException {
    return new Records(shards[shard]);
  }

  @Override
  public void close() throws IOException {
    for (Shard shard : shards) {
      for (Path run : shard.runs) {
        Files.deleteIfExists(run);
      }
      shard.clear();
    }
  }

  /** A shard's records in memory, and its runs. */
  private static final class Shard {

    /** An address is the number of its page and the place in it; records do not cross pages. */
    private static final int PAGE_BITS = 18;

    private static final int PAGE = 1 << PAGE_BITS;

    /** The first page, which is all that most rosters need of each of sixteen shards. */
    private static final int FIRST_PAGE = 1 << 12;

    private final List<Path> runs = new ArrayList<>();
    private final List<byte[]> pages = new ArrayList<>();
    private int[] addresses = new int[256];
    private int count;
    private int filled;
    private long held;
    private boolean sorted = true;

    /** Adds a record behind its length; gives the bytes that it takes. */
    int add(RecordBuffer record) {
      int needed = Integer.BYTES + record.length();
      if (pages.isEmpty() || filled + needed > pages.get(pages.size() - 1).length) {
        pages.add(new byte[Math.max(needed, pages.isEmpty() ? FIRST_PAGE : PAGE)]);
        filled = 0;
      }
      byte[] page = pages.get(pages.size() - 1);
      if (count == addresses.length) {
        addresses = Arrays.copyOf(addresses, 2 * count);
      }
      addresses[count++] = ((pages.size() - 1) << PAGE_BITS) | filled;
      int length = record.length();
      page[filled] = (byte) (length >>> 24);
      page[filled + 1] = (byte) (length >>> 16);
      page[filled + 2] = (byte) (length >>> 8);
      page[filled + 3] = (byte) length;
      System.arraycopy(record.bytes(), 0, page, filled + Integer.BYTES, length);
      filled += needed;
      sorted = false;
      int taken = needed + Integer.BYTES;
      held += taken;
      return taken;
    }

    void view(int index, RecordView view) {
      viewAt(addresses[index], view);
    }

    private void viewAt(int address, RecordView view) {
      byte[] page = pages.get(address >>> PAGE_BITS);
      int at = address & (PAGE - 1);
      int length =
          ((page[at] & 0xFF) << 24)
              | ((page[at + 1] & 0xFF) << 16)
              | ((page[at + 2] & 0xFF) << 8)
              | (page[at + 3] & 0xFF);
      view.set(page, at + Integer.BYTES, at + Integer.BYTES + length);
    }

    void sort() {
      if (!sorted) {
        new RecordSort(addresses, count, this::viewAt).sort();
        sorted = true;
      }
    }

    void spill(Path run) throws IOException {
      sort();
      runs.add(run);
      RecordView view = new RecordView();
      try (OutputStream file = Files.newOutputStream(run);
          DataOutputStream out = new DataOutputStream(new BufferedOutputStream(file, BUFFER))) {
        for (int i = 0; i < count; i++) {
          view(i, view);
          out.writeInt(view.size());
          view.writeTo(out);
        }
      }
      clear();
    }

    void clear() {
      pages.clear();
      addresses = new int[256];
      count = 0;
      filled = 0;
      held = 0;
      sorted = true;
    }
  }

  /** Records one after the other. */
  private interface Source extends Closeable {
    /** Goes to the next record, if there is one. */
    boolean advance() throws IOException;

    RecordView view();
  }

  private static final class InMemory implements Source {
    private final Shard shard;
    private final RecordView view = new RecordView();
    private int next;

    InMemory(Shard shard) {
      this.shard = shard;
      shard.sort();
    }

    @Override
    public boolean advance() {
      if (next == shard.count) {
        return false;
      }
      shard.view(next, view);
      next++;
      return true;
    }

    @Override
    public RecordView view() {
      return view;
    }

    @Override
    public void close() {
      // It stays in memory for the next reading.
    }
  }

  private static final class InFile implements Source {
    private final DataInputStream in;
    private final RecordView view = new RecordView();
    private byte[] record = new byte[1 << 12];

    InFile(Path run) throws IOException {
      in = new DataInputStream(new BufferedInputStream(Files.newInputStream(run), BUFFER));
    }

    @Override
    public boolean advance() throws IOException {
      int length;
      try {
        length = in.readInt();
      } catch (EOFException e) {
        return false; // the end of the run
      }
      if (length > record.length) {
        record = new byte[Math.max(length, 2 * record.length)];
      }
      in.readFully(record, 0, length);
      view.set(record, 0, length);
      return true;
    }

    @Override
    public RecordView view() {
      return view;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** The records of a shard, merged. */
  static final class Records implements Closeable {
    private final List<Source> sources = new ArrayList<>();
    private final PriorityQueue<Source> heads =
        new PriorityQueue<>(Comparator.comparing(Source::view, RecordView::compareTo));
    private Source current;

    private Records(Shard shard) throws IOException {
      current = new InMemory(shard);
      sources.add(current);
      for (Path run : shard.runs) {
        sources.add(new InFile(run));
      }
      for (Source source : sources) {
        if (source != current && source.advance()) {
          heads.add(source);
        }
      }
    }

    /** Goes to the next record, if there is one. */
    boolean advance() throws IOException {
      if (current.advance()) {
        if (heads.isEmpty()) {
          return true;
        }
        heads.add(current);
      }
      if (heads.isEmpty()) {
        return false;
      }
      current = heads.remove();
      return true;
    }

    /** The record that is next; it changes with {@link #advance}. */
    RecordView record() {
      return current.view();
    }

    @Override
    public void close() throws IOException {
      for (Source source : sources) {
        source.close();
      }
    }
  }
}
