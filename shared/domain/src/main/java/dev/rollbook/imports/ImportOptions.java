package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
import dev.rollbook.directory.RowModes;
import dev.rollbook.directory.RowModes.ExistingUsers;
import dev.rollbook.directory.RowModes.HandEdits;
import dev.rollbook.directory.RowModes.NewUsers;
import dev.rollbook.roster.Reading;
import dev.rollbook.roster.ReadingOptions;
import java.util.List;
import java.util.Optional;

/**
 * The options of an import (SPEC section 2), checked, with every default in place. Its JSON is the
 * one of the API.
 *
 * @param format {@code auto}, {@code csv}, {@code xlsx} or {@code xls}
 * @param charset {@code auto} or a charset's name
 * @param delimiter {@code auto} or the character
 * @param header whether the first row is a header
 * @param sheet a workbook's sheet; empty for the first with data
 * @param mapping columns and their targets
 * @param matchBy what identifies a user
 * @param emptyCells what an empty cell does
 * @param deactivateUnlisted whether users that the roster does not list become inactive
 * @param dryRun whether users stay as they are
 * @param review whether it waits after reading
 * @param tags for every listed user
 * @param defaultGroup id of the group for users this import creates
 * @param access for every listed user
 * @param notification what users are told; {@code notify} in the API
 * @param rowLimit rows that are processed
 * @param list under whose name the roster is imported (SPEC D8), empty for none
 * @param newUsers what becomes of a row whose username is unknown
 * @param existingUsers what becomes of a row whose username is known
 * @param leavers whether the roster names who is to leave (SPEC D9)
 * @param handEdits what becomes of fields that were changed by hand
 * @param graceDays for how many days an unlisted user stays active (SPEC D10)
 */
public record ImportOptions(
    String format,
    String charset,
    String delimiter,
    boolean header,
    String sheet,
    List<Reading.Column> mapping,
    MatchBy matchBy,
    EmptyCells emptyCells,
    boolean deactivateUnlisted,
    boolean dryRun,
    boolean review,
    List<String> tags,
    String defaultGroup,
    List<Access> access,
    @JsonProperty("notify") Notify notification,
    int rowLimit,
    String list,
    NewUsers newUsers,
    ExistingUsers existingUsers,
    boolean leavers,
    HandEdits handEdits,
    int graceDays) {

  /** Found out from the file. */
  public static final String AUTO = "auto";

  /** Copies the lists; what is absent in stored JSON is the default. */
  public ImportOptions {
    mapping = List.copyOf(mapping);
    tags = List.copyOf(tags);
    access = List.copyOf(access);
    list = list == null ? "" : list;
    handEdits = handEdits == null ? HandEdits.OVERWRITE : handEdits;
    existingUsers = existingUsers == null ? ExistingUsers.UPDATE : existingUsers;
    newUsers = newUsers == null ? NewUsers.CREATE : newUsers;
  }

  /** What an import gets that says nothing. */
  public static ImportOptions defaults(int rowLimit) {
    return new Builder(rowLimit).build();
  }

  /** The same options, changed in some. */
  public Builder with() {
    return new Builder(this);
  }

  /**
   * What reading needs of them.
   *
   * @param properties names of the tenant's properties
   */
  public ReadingOptions reading(List<String> properties) {
    return new ReadingOptions(
        given(format),
        given(charset),
        given(delimiter),
        header,
        Optional.of(sheet).filter(name -> !name.isEmpty()),
        mapping,
        matchBy == MatchBy.EMAIL,
        rowLimit,
        properties);
  }

  /** Whether it puts anybody out, so that each user of the tenant has to be looked at. */
  public boolean deactivates() {
    return deactivateUnlisted || leavers;
  }

  /** Whether those whom it puts out stay active for some days (SPEC D10); leavers go at once. */
  public boolean hasGrace() {
    return deactivateUnlisted && graceDays > 0;
  }

  /** What the rules of a row need of them. */
  public RowModes modes() {
    return new RowModes(newUsers, existingUsers, handEdits, leavers, list, graceDays);
  }

  private static Optional<String> given(String option) {
    return Optional.of(option).filter(value -> !value.equals(AUTO));
  }

  /** What identifies a user. */
  public enum MatchBy {
    /** The username column. */
    @JsonProperty("username")
    USERNAME,
    /** The e-mail column; its lower-cased value is the username. */
    @JsonProperty("email")
    EMAIL
  }

  /** What an empty cell of a mapped column does (SPEC U4). */
  public enum EmptyCells {
    /** The value stays. */
    @JsonProperty("keep")
    KEEP,
    /** The value goes. */
    @JsonProperty("clear")
    CLEAR
  }

  /**
   * What users are told (SPEC A9).
   *
   * @param send whether anything is sent
   * @param language of the message; empty for the tenant's
   * @param template of the message; empty for the platform's own
   */
  public record Notify(boolean send, String language, String template) {
    /** Nothing is sent. */
    public static final Notify NONE = new Notify(false, "", "");
  }

  /** Options in the making. */
  public static final class Builder {
    private String format;
    private String charset;
    private String delimiter;
    private boolean header;
    private String sheet;
    private List<Reading.Column> mapping;
    private MatchBy matchBy;
    private EmptyCells emptyCells;
    private boolean deactivateUnlisted;
    private boolean dryRun;
    private boolean review;
    private List<String> tags;
    private String defaultGroup;
    private List<Access> access;
    private Notify notification;
    private int rowLimit;
    private String list;
    private int graceDays;
    private HandEdits handEdits;
    private boolean leavers;
    private ExistingUsers existingUsers;
    private NewUsers newUsers;

    private Builder(int rowLimit) {
      this.format = AUTO;
      this.charset = AUTO;
      this.delimiter = AUTO;
      this.header = true;
      this.sheet = "";
      this.mapping = List.of();
      this.matchBy = MatchBy.USERNAME;
      this.emptyCells = EmptyCells.KEEP;
      this.deactivateUnlisted = false;
      this.dryRun = false;
      this.review = false;
      this.tags = List.of();
      this.defaultGroup = Group.ROOT;
      this.access = List.of();
      this.notification = Notify.NONE;
      this.rowLimit = rowLimit;
      this.list = "";
      this.graceDays = 0;
      this.handEdits = HandEdits.OVERWRITE;
      this.leavers = false;
      this.existingUsers = ExistingUsers.UPDATE;
      this.newUsers = NewUsers.CREATE;
    }

    private Builder(ImportOptions from) {
      this.format = from.format;
      this.charset = from.charset;
      this.delimiter = from.delimiter;
      this.header = from.header;
      this.sheet = from.sheet;
      this.mapping = from.mapping;
      this.matchBy = from.matchBy;
      this.emptyCells = from.emptyCells;
      this.deactivateUnlisted = from.deactivateUnlisted;
      this.dryRun = from.dryRun;
      this.review = from.review;
      this.tags = from.tags;
      this.defaultGroup = from.defaultGroup;
      this.access = from.access;
      this.notification = from.notification;
      this.rowLimit = from.rowLimit;
      this.list = from.list;
      this.graceDays = from.graceDays;
      this.handEdits = from.handEdits;
      this.leavers = from.leavers;
      this.existingUsers = from.existingUsers;
      this.newUsers = from.newUsers;
    }

    /** Sets {@code format}. */
    public Builder format(String value) {
      format = value;
      return this;
    }

    /** Sets {@code charset}. */
    public Builder charset(String value) {
      charset = value;
      return this;
    }

    /** Sets {@code delimiter}. */
    public Builder delimiter(String value) {
      delimiter = value;
      return this;
    }

    /** Sets {@code header}. */
    public Builder header(boolean value) {
      header = value;
      return this;
    }

    /** Sets {@code sheet}. */
    public Builder sheet(String value) {
      sheet = value;
      return this;
    }

    /** Sets {@code mapping}. */
    public Builder mapping(List<Reading.Column> value) {
      mapping = value;
      return this;
    }

    /** Sets {@code matchBy}. */
    public Builder matchBy(MatchBy value) {
      matchBy = value;
      return this;
    }

    /** Sets {@code emptyCells}. */
    public Builder emptyCells(EmptyCells value) {
      emptyCells = value;
      return this;
    }

    /** Sets {@code deactivateUnlisted}. */
    public Builder deactivateUnlisted(boolean value) {
      deactivateUnlisted = value;
      return this;
    }

    /** Sets {@code dryRun}. */
    public Builder dryRun(boolean value) {
      dryRun = value;
      return this;
    }

    /** Sets {@code review}. */
    public Builder review(boolean value) {
      review = value;
      return this;
    }

    /** Sets {@code tags}. */
    public Builder tags(List<String> value) {
      tags = value;
      return this;
    }

    /** Sets {@code defaultGroup}. */
    public Builder defaultGroup(String value) {
      defaultGroup = value;
      return this;
    }

    /** Sets {@code access}. */
    public Builder access(List<Access> value) {
      access = value;
      return this;
    }

    /** Sets {@code notify}. */
    public Builder notification(Notify value) {
      notification = value;
      return this;
    }

    /** Sets {@code rowLimit}. */
    public Builder rowLimit(int value) {
      rowLimit = value;
      return this;
    }

    /** Sets {@code list}. */
    public Builder list(String value) {
      list = value;
      return this;
    }

    /** Sets {@code newUsers}. */
    public Builder newUsers(NewUsers value) {
      newUsers = value;
      return this;
    }

    /** Sets {@code existingUsers}. */
    public Builder existingUsers(ExistingUsers value) {
      existingUsers = value;
      return this;
    }

    /** Sets {@code leavers}. */
    public Builder leavers(boolean value) {
      leavers = value;
      return this;
    }

    /** Sets {@code handEdits}. */
    public Builder handEdits(HandEdits value) {
      handEdits = value;
      return this;
    }

    /** Sets {@code graceDays}. */
    public Builder graceDays(int value) {
      graceDays = value;
      return this;
    }

    /** The options. */
    public ImportOptions build() {
      return new ImportOptions(
          format,
          charset,
          delimiter,
          header,
          sheet,
          mapping,
          matchBy,
          emptyCells,
          deactivateUnlisted,
          dryRun,
          review,
          tags,
          defaultGroup,
          access,
          notification,
          rowLimit,
          list,
          newUsers,
          existingUsers,
          leavers,
          handEdits,
          graceDays);
    }
  }
}
