package dev.rollbook.imports;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.rollbook.directory.Access;
import dev.rollbook.directory.Group;
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
    int rowLimit) {

  /** Found out from the file. */
  public static final String AUTO = "auto";

  /** Copies the lists. */
  public ImportOptions {
    mapping = List.copyOf(mapping);
    tags = List.copyOf(tags);
    access = List.copyOf(access);
  }

  /** What an import gets that says nothing. */
  public static ImportOptions defaults(int rowLimit) {
    return new ImportOptions(
        AUTO,
        AUTO,
        AUTO,
        true,
        "",
        List.of(),
        MatchBy.USERNAME,
        EmptyCells.KEEP,
        false,
        false,
        false,
        List.of(),
        Group.ROOT,
        List.of(),
        Notify.NONE,
        rowLimit);
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
