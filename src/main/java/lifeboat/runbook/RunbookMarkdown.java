package lifeboat.runbook;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The procedure of a runbook as Markdown, to read it before it is run and to keep it on paper. */
public final class RunbookMarkdown {
    private final StringBuilder out = new StringBuilder();

    private RunbookMarkdown() {}

    /** The procedure, the same text for the same runbook; lines end in {@code \n}. */
    public static String text(Runbook book) {
        RunbookMarkdown markdown = new RunbookMarkdown();
        markdown.head(book);
        markdown.parameters(book);
        markdown.line("## Steps").line("");
        int number = 1;
        for (Step step : book.steps()) {
            markdown.step(String.valueOf(number++), step);
        }
        markdown.holds(book);
        return markdown.out.toString().stripTrailing() + "\n";
    }

    private RunbookMarkdown line(String text) {
        out.append(text).append('\n');
        return this;
    }

    private void item(String name, String text) {
        line("- **" + name + ":** " + text);
    }

    private void head(Runbook book) {
        line("# " + MarkdownText.escape(book.title())).line("");
        if (!book.summary().isBlank()) {
            line(MarkdownText.escape(book.summary())).line("");
        }
        item("Runbook", MarkdownText.code(book.id()) + ", SHA-256 " + MarkdownText.code(book.sha256()));
        if (!book.tools().isEmpty()) {
            item(
                    "Needs",
                    book.tools().entrySet().stream()
                            .map(tool -> MarkdownText.code(
                                    tool.getValue().equals("*")
                                            ? tool.getKey()
                                            : tool.getKey() + " " + tool.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        if (!book.identity().isEmpty()) {
            item("Pinned, and looked at again before every change", String.join(", ", book.identity()));
        }
        item("Lock", MarkdownText.code(book.lock().text()));
        line("");
    }

    private void parameters(Runbook book) {
        if (book.parameters().isEmpty()) {
            return;
        }
        line("## Parameters").line("");
        line("| name | type | default | asked | question |").line("|---|---|---|---|---|");
        for (Parameter parameter : book.parameters()) {
            String type = parameter.choices().isEmpty()
                    ? parameter.type().name().toLowerCase(Locale.ROOT)
                    : String.join(", ", parameter.choices());
            String standard = parameter
                    .defaultValue()
                    .map(template -> MarkdownText.code(template.text()))
                    .orElse("")
                    .replace("|", "\\|");
            String environment =
                    parameter.environment().map(name -> "`$" + name + "`").orElse("");
            String both = standard.isEmpty() || environment.isEmpty() ? "" : ", else ";
            String asked =
                    parameter.when().map(Condition::text).orElse("always") + (parameter.required() ? ", required" : "");
            line("| `" + parameter.name() + "` | " + MarkdownText.cell(type) + " | " + environment + both + standard
                    + " | " + MarkdownText.cell(asked) + " | "
                    + MarkdownText.cell((parameter.question() + " " + parameter.help()).strip()) + " |");
        }
        line("");
    }

    private void step(String number, Step step) {
        line("### " + number + ". " + MarkdownText.escape(step.title()) + " (`" + step.id() + "`)")
                .line("");
        if (!step.why().isBlank()) {
            line(MarkdownText.escape(step.why())).line("");
        }
        if (step.together().isEmpty()) {
            item("Does", step.action().accept(new ActionWords()));
        }
        item("Effect", step.effect().name().toLowerCase(Locale.ROOT) + (step.required() ? ", cannot be skipped" : ""));
        step.when().ifPresent(when -> item("Only if", MarkdownText.code(when.text())));
        step.forEach()
                .ifPresent(list ->
                        item("For each of", MarkdownText.code(list.text()) + ", " + step.parallel() + " at once"));
        step.confirm().ifPresent(text -> item("To be typed", MarkdownText.code(text.text())));
        if (step.downtime() != Step.Downtime.NONE) {
            item("Outage", step.downtime() == Step.Downtime.BEGIN ? "begins here" : "ends here");
        }
        step.cutsOff().forEach(who -> item("Cuts off", MarkdownText.escape(who.text())));
        names("Holds", step.holds());
        names("Releases", step.releases());
        step.verify().forEach(check -> item("Then", check.accept(new CheckWords())));
        step.probe().ifPresent(check -> item("After a crash it was done if", check.accept(new CheckWords())));
        step.undo().ifPresent(action -> item("Undo", action.accept(new ActionWords())));
        item(
                "Timeout",
                DurationText.format(step.timeout())
                        + step.eta()
                                .map(eta -> ", usually " + DurationText.format(eta))
                                .orElse(""));
        line("");
        int part = 1;
        for (Step child : step.together()) {
            step(number + "." + part++, child);
        }
    }

    private void names(String label, List<String> names) {
        if (!names.isEmpty()) {
            item(label, names.stream().map(MarkdownText::code).collect(Collectors.joining(", ")));
        }
    }

    private void holds(Runbook book) {
        if (!book.holds().isEmpty()) {
            line("## Holds")
                    .line("")
                    .line("Each stays on screen until it is released.")
                    .line("");
            for (Hold hold : book.holds()) {
                item(hold.id(), MarkdownText.escape(hold.means().text()));
                hold.byHand().ifPresent(hand -> line("  By hand: " + MarkdownText.escape(hand.text())));
            }
            line("");
        }
        if (!book.finallySteps().isEmpty()) {
            line("## On abort or after a crash").line("");
            line("Offered for the holds that are open, newest first:").line("");
            for (StepId id : book.finallySteps()) {
                line("- "
                        + book.step(id)
                                .map(step -> MarkdownText.escape(step.title()))
                                .orElse("") + " (`" + id + "`)");
            }
        }
    }
}
