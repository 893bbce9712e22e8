package dev.rollbook.local.template;

/**
 * The template says something that cannot run here. The message names the place as a path into the
 * file.
 */
public final class TemplateException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param place where in the template, e.g. {@code Resources.Parse.Properties.Timeout}
   * @param problem what is wrong there and what would be right
   */
  public TemplateException(String place, String problem) {
    super("template.yaml, " + place + ": " + problem);
  }
}
