package dev.rollbook.renames;

import dev.rollbook.directory.TenantSettings;
import dev.rollbook.directory.Tenants;
import dev.rollbook.directory.User;
import dev.rollbook.directory.UserChange;
import dev.rollbook.directory.UserChange.Text;
import dev.rollbook.roster.Target;
import java.util.HashMap;
import java.util.Map;

/**
 * The supervisors in users and settings, which are stored by name and change with it (SPEC U14).
 */
public final class SupervisorNames {

  private SupervisorNames() {}

  /**
   * What changes in a user whose supervisors have other names now.
   *
   * @param names new names by old ones
   */
  public static Map<String, Text> renamed(User user, Map<String, String> names) {
    Map<String, Text> texts = new HashMap<>();
    rename(Target.Field.SUPERVISOR, user.supervisor(), names, texts);
    rename(Target.Field.SECOND_SUPERVISOR, user.secondSupervisor(), names, texts);
    return texts;
  }

  private static void rename(
      Target field, String before, Map<String, String> names, Map<String, Text> texts) {
    if (names.containsKey(before)) {
      texts.put(field.text(), new UserChange.Text(before, names.get(before)));
    }
  }

  /**
   * Has a tenant's default supervisors go by their new names.
   *
   * @param names new names by old ones
   */
  public static void renameDefaults(Tenants tenants, String tenant, Map<String, String> names) {
    tenants
        .settings(tenant)
        .ifPresent(
            now ->
                renameDefaults(
                    tenants,
                    tenant,
                    names,
                    now.defaultSupervisor(),
                    now.defaultSecondSupervisor()));
  }

  /**
   * The same where it may have been done before; a name may be another's new one.
   *
   * @param first the default supervisor as it was; if it is another now, that stays
   * @param second the default second supervisor as it was
   */
  public static void renameDefaults(
      Tenants tenants, String tenant, Map<String, String> names, String first, String second) {
    tenants
        .settings(tenant)
        .ifPresent(
            now -> {
              String newFirst = renamed(now.defaultSupervisor(), first, names);
              String newSecond = renamed(now.defaultSecondSupervisor(), second, names);
              TenantSettings changed = now.withSupervisors(newFirst, newSecond);
              if (!changed.equals(now)) {
                tenants.putSettings(tenant, changed);
              }
            });
  }

  private static String renamed(String now, String before, Map<String, String> names) {
    return now.equals(before) ? names.getOrDefault(now, now) : now;
  }
}
