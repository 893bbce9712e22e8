package dev.rollbook.reader;

import java.time.LocalDate;
import java.time.LocalTime;
import org.apache.poi.ss.usermodel.DateUtil;

/**
 * Dates as workbooks hold them: days since a day zero, the time of day as the fraction. There are
 * two day zeros, and the one of 1900 counts a 29 February 1900 that never was (ECMA-376 part 1,
 * 18.17.4.1).
 */
enum SerialDate {
  /** Day 1 is 1 January 1900. */
  SINCE_1900(false),
  /** Day 0 is 1 January 1904. */
  SINCE_1904(true);

  private static final long SECONDS = 86_400;
  private static final int LEAP_DAY = 60;

  private final boolean since1904;
  private final int lastDay;

  SerialDate(boolean since1904) {
    this.since1904 = since1904;
    lastDay = (int) DateUtil.getExcelDate(LocalDate.of(9999, 12, 31), since1904);
  }

  /** Whether a number is a date at all. */
  boolean holds(double number) {
    return number >= 0 && number < lastDay + 1;
  }

  /** A date, a time or both as ISO 8601, whichever the format shows. */
  String text(double number, FormatSection format) {
    long seconds = Math.round(number * SECONDS);
    if (format.isElapsed() && !format.hasDay()) {
      return time(seconds / 3600, seconds % 3600, format);
    }
    String day = day((int) Math.min(seconds / SECONDS, lastDay));
    if (!format.hasTime()) {
      return day;
    }
    LocalTime timeOfDay = LocalTime.ofSecondOfDay(seconds % SECONDS);
    String time = time(timeOfDay.getHour(), seconds % 3600, format);
    return format.hasDay() ? day + "T" + time : time;
  }

  private String day(int day) {
    boolean never = !since1904 && day == LEAP_DAY;
    return never
        ? "1900-02-29"
        : DateUtil.getLocalDateTime(day, since1904).toLocalDate().toString();
  }

  private static String time(long hours, long secondsInHour, FormatSection format) {
    String time = "%02d:%02d".formatted(hours, secondsInHour / 60);
    return format.hasSeconds() ? time + ":%02d".formatted(secondsInHour % 60) : time;
  }
}
