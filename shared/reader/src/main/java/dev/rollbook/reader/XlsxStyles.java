package dev.rollbook.reader;

import dev.rollbook.roster.RosterException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the cells of a workbook show their numbers, by the number of their style. */
final class XlsxStyles {

  /** Excel has 64,000. */
  private static final int MOST = 1 << 16;

  private final List<NumberText> byStyle = new ArrayList<>();
  private final NumberText general;

  /** No styles: every number is plain. */
  XlsxStyles(SerialDate dates) {
    general = new NumberText("General", dates);
  }

  /** Reads the part. */
  static XlsxStyles read(XmlPart part, SerialDate dates) throws RosterException {
    XlsxStyles styles = new XlsxStyles(dates);
    Map<String, String> codes = new HashMap<>();
    Map<String, NumberText> formats = new HashMap<>();
    while (part.nextElement()) {
      if (part.is("numFmt")) {
        codes.put(part.attribute("numFmtId").orElse(""), part.attribute("formatCode").orElse(""));
      } else if (part.is("cellXfs")) {
        while (part.nextElementWithin("cellXfs")) {
          if (part.is("xf") && styles.byStyle.size() < MOST) {
            String id = part.attribute("numFmtId").orElse("0");
            styles.byStyle.add(
                formats.computeIfAbsent(id, i -> new NumberText(code(i, codes), dates)));
          }
        }
      }
    }
    return styles;
  }

  private static String code(String id, Map<String, String> codes) {
    String code = codes.get(id);
    if (code != null) {
      return code;
    }
    return id.matches("\\d{1,3}") ? BuiltInFormats.code(Integer.parseInt(id)) : "General";
  }

  /** The format of a style; plain for a style that there is not. */
  NumberText format(int style) {
    return style >= 0 && style < byStyle.size() ? byStyle.get(style) : general;
  }
}
