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
import dev.rollbook.roster.ReadingOptionsBuilder;
import io.soabase.recordbuilder.core.RecordBuilder;
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
@RecordBuilder
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
    return ImportOptionsBuilder.builder()
        .format(AUTO)
        .charset(AUTO)
        .delimiter(AUTO)
        .header(true)
        .sheet("")
        .mapping(List.of())
        .matchBy(MatchBy.USERNAME)
        .emptyCells(EmptyCells.KEEP)
        .tags(List.of())
        .defaultGroup(Group.ROOT)
        .access(List.of())
        .notification(Notify.NONE)
        .rowLimit(rowLimit)
        .list("")
        .newUsers(NewUsers.CREATE)
        .existingUsers(ExistingUsers.UPDATE)
        .handEdits(HandEdits.OVERWRITE)
        .build();
  }

  /** The same options, changed in some. */
  public ImportOptionsBuilder with() {
    return ImportOptionsBuilder.from(this);
  }

  /**
   * What reading needs of them.
   *
   * @param properties names of the tenant's properties
   */
  public ReadingOptions reading(List<String> properties) {
    return ReadingOptionsBuilder.builder()
        .format(given(format))
        .charset(given(charset))
        .delimiter(given(delimiter))
        .header(header)
        .sheet(Optional.of(sheet).filter(name -> !name.isEmpty()))
        .mapping(mapping)
        .matchByEmail(matchBy == MatchBy.EMAIL)
        .rowLimit(rowLimit)
        .properties(properties)
        .build();
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
}
