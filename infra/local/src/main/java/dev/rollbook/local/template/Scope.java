package dev.rollbook.local.template;

/** What the names in a template stand for. */
interface Scope {

  /**
   * What {@code Ref} gives.
   *
   * @param place where it stands in the template
   * @throws TemplateException if nothing has that name
   */
  Object ref(String name, String place);

  /**
   * What {@code GetAtt} gives.
   *
   * @param place where it stands in the template
   * @throws TemplateException if there is no such resource, or it has no such attribute
   */
  String attribute(String logicalId, String attribute, String place);
}
