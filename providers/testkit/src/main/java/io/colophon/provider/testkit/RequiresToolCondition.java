package io.colophon.provider.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides for {@link RequiresTool}. */
final class RequiresToolCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Optional<RequiresTool> needed =
        AnnotationSupport.findAnnotation(context.getElement(), RequiresTool.class);
    if (needed.isEmpty()) {
      return ConditionEvaluationResult.enabled("no tool needed");
    }
    List<String> missing = new ArrayList<>();
    for (String tool : needed.get().value()) {
      if (!onPath(tool)) {
        missing.add(tool);
      }
    }
    if (missing.isEmpty()) {
      return ConditionEvaluationResult.enabled("all tools found");
    }
    String reason = "not on the PATH: " + String.join(", ", missing);
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(reason + " (with CI=true a missing tool is a failure)");
    }
    return ConditionEvaluationResult.disabled(reason);
  }

  private static boolean onPath(String tool) {
    String path = System.getenv("PATH");
    if (path == null) {
      return false;
    }
    for (String folder : path.split(":")) {
      if (Files.isExecutable(Path.of(folder, tool))) {
        return true;
      }
    }
    return false;
  }
}
