package dev.rollbook.reader;

import dev.rollbook.roster.CellText;
import dev.rollbook.roster.EmailAddress;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a spreadsheet leaves behind when it took a text for something else (SPEC U11). */
final class SpreadsheetDamage {

  /** A number with an exponent: {@code 4.71E+12}, {@code 4,71E+12}, {@code 5E+11}. */
  private static final Pattern SCIENTIFIC =
      Pattern.compile("[+-]?\\d(?:[.,]\\d+[Ee][+-]?|[Ee][+-])\\d{1,3}");

  /**
   * The texts of cells in error, in whatever language: a number sign, a word in capitals and a mark
   * behind it, as in {@code #WERT!}; those without a mark; and those of LibreOffice.
   */
  private static final Pattern ERROR =
      Pattern.compile(
          "#[¡¿]?[\\p{Lu}/0._ ]{2,20}[!?]|#(?:N/A|NV|N/D|NB|N\\.B\\.|I/T|N/T|GETTING_DATA)"
              + "|(?:Err|Fehler):\\d{3}");

  /** First bytes of UTF-8 sequences as Windows-1252 shows them, and what may follow them there. */
  private static final Pattern TWO_BYTES = Pattern.compile("[ÂÃÄÅ](.)", Pattern.DOTALL);

  private static final Set<String> MOJIBAKE = Set.of("ï¿½", "ï»¿", "â€", "Ãƒ");
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private SpreadsheetDamage() {}

  /** Whether a username looks like a number with an exponent. */
  static boolean inUsername(String username) {
    return isScientific(username);
  }

  /** Whether a text is that of a cell in error (SPEC R16). */
  static boolean isError(String text) {
    if (!text.startsWith("#") && !text.startsWith("Err:") && !text.startsWith("Fehler:")) {
      return false;
    }
    String shown = text.charAt(0) == '#' ? text.toUpperCase(Locale.ROOT) : text;
    return ERROR.matcher(shown).matches();
  }

  private static boolean isScientific(String text) {
    // Its last character is a digit, and its first a digit or a sign: most names are neither.
    return !text.isEmpty()
        && Character.digit(text.charAt(text.length() - 1), 10) >= 0
        && (Character.digit(text.charAt(0), 10) >= 0 || "+-".indexOf(text.charAt(0)) >= 0)
        && SCIENTIFIC.matcher(text).matches();
  }

  /** Whether a valid e-mail address looks damaged before its {@code @}. */
  static boolean inEmail(String email) {
    String local = EmailAddress.localPart(email);
    return local.startsWith("'") || isScientific(local) || isMojibake(local);
  }

  /** Whether UTF-8 was read as Windows-1252 on its way here: {@code Ã¼} for {@code ü}. */
  private static boolean isMojibake(String text) {
    if (CellText.isAscii(text)) {
      return false;
    }
    if (MOJIBAKE.stream().anyMatch(text::contains)) {
      return true;
    }
    Matcher matcher = TWO_BYTES.matcher(text);
    while (matcher.find()) {
      if (isContinuation(matcher.group(1))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isContinuation(String character) {
    try {
      ByteBuffer bytes = WINDOWS_1252.newEncoder().encode(CharBuffer.wrap(character));
      int first = bytes.get(0) & 0xFF;
      return first >= 0x80 && first <= 0xBF;
    } catch (CharacterCodingException e) {
      // No character of Windows-1252, so no byte of a text misread as it.
      return false;
    }
  }
}
