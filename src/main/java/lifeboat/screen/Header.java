package lifeboat.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lifeboat.perform.AuditLoss;
import lifeboat.run.Mode;
import lifeboat.run.Run;
import lifeboat.runbook.Target;
import lifeboat.terminal.SafeText;
import lifeboat.terminal.TextWidth;

/**
 * The two upper rows: where this run works, who works, and whether it is a rehearsal; and what is unusual about it.
 *
 * @param asks the step that waits for an answer while something else is looked at; empty for none
 */
record Header(RunView view, String asks) {
    private static final int RUN_TAIL = 6;
    private static final int WIDE = 100;

    void draw(Canvas canvas) {
        Canvas row = canvas.part(0, 0, canvas.columns(), 1);
        row.fill(Role.HEADER);
        boolean wide = canvas.columns() >= WIDE;
        String id = view.run().id();
        String run = wide || id.length() <= RUN_TAIL ? id : id.substring(id.lastIndexOf('-') + 1);
        String right = "RUN " + run + "  " + Times.minute(view.now()) + " UTC";
        int end = row.columns() - 1;
        row.right(end, 0, right, Role.HEADER);
        end -= TextWidth.of(SafeText.of(right)) + 2;
        if (isRehearsal()) {
            row.right(end, 0, " REHEARSAL ", Role.REHEARSAL);
            end -= 13;
        }
        left(row.part(0, 0, Math.max(0, end), 1), wide);
        status(canvas.part(0, 1, canvas.columns(), 1));
    }

    private boolean isRehearsal() {
        return view.run().mode() == Mode.REHEARSAL;
    }

    /** Where it works is never left out for the sake of another piece; versions go before who works. */
    private void left(Canvas row, boolean wide) {
        List<String> pieces = new ArrayList<>(versions());
        pieces.add(0, where(view.run()));
        pieces.add(view.frame().who());
        String brand = wide ? " Lifeboat  " : " ";
        while (pieces.size() > 2 && brand.length() + width(pieces) > row.columns()) {
            pieces.remove(pieces.size() - 2);
        }
        row.fitted(0, 0, row.columns(), brand + String.join("  ", pieces), Role.HEADER);
    }

    private static int width(List<String> pieces) {
        return TextWidth.of(SafeText.of(String.join("  ", pieces)));
    }

    /** The cluster's context and namespace; for a run without a cluster what its first target is. */
    static String where(Run run) {
        for (Map.Entry<String, Map<String, String>> pinned : run.identities().entrySet()) {
            if (run.book().targets().get(pinned.getKey()) instanceof Target.Cluster) {
                Map<String, String> facts = pinned.getValue();
                String namespace = facts.getOrDefault("namespace", "");
                return facts.getOrDefault("context", pinned.getKey()) + (namespace.isEmpty() ? "" : "/" + namespace);
            }
        }
        return run.identities().entrySet().stream()
                .filter(pinned -> !pinned.getKey().equals("backup"))
                .findFirst()
                .map(pinned -> pinned.getKey() + " "
                        + Optional.ofNullable(pinned.getValue().get("address"))
                                .or(() -> pinned.getValue().values().stream().findFirst())
                                .orElse(""))
                .orElse(run.book().id());
    }

    private List<String> versions() {
        List<String> versions = new ArrayList<>();
        Run run = view.run();
        run.facts().entrySet().stream()
                .filter(fact -> fact.getKey().endsWith(".pachyderm_version"))
                .flatMap(fact -> fact.getValue().stream())
                .filter(version -> !version.isBlank())
                .findFirst()
                .ifPresent(version -> versions.add("pachd " + version));
        run.identities().forEach((target, facts) -> {
            String version = facts.getOrDefault("version", "");
            boolean cluster = run.book().targets().get(target) instanceof Target.Cluster;
            if (!version.isBlank()) {
                versions.add((cluster ? "k8s" : target) + " " + version);
            }
        });
        return versions;
    }

    private static String lost(AuditLoss loss) {
        String goesOn = loss.elsewhere()
                .map(there -> "IS NOT WHOLE: it goes on in " + there)
                .orElse("CANNOT BE WRITTEN");
        return "THE AUDIT " + goesOn + (loss.accepted() ? "; only what releases a hold may begin" : "");
    }

    private void status(Canvas row) {
        row.across(0, isRehearsal() ? Role.REHEARSAL : Role.BORDER);
        String text = "";
        Role role = Role.WARNING;
        if (view.frame().readOnly()) {
            text = view.run().phase() == Run.Phase.OPEN
                    ? "FOLLOWING: another process works on this run; from here nothing can be asked of it"
                    : "FOLLOWING: the run is " + (view.run().phase() == Run.Phase.LEFT ? "left" : "over");
        } else if (view.snapshot().loss().isPresent()) {
            text = lost(view.snapshot().loss().get());
            role = Role.DANGER;
        } else if (!asks.isEmpty()) {
            text = "WAITS FOR YOU: " + asks + " (Esc goes there)";
        } else if (view.snapshot().leaving()) {
            text = "LEAVING when what is under way has ended";
        } else if (view.snapshot().stopped()) {
            text = "STOPPED: no further step is offered; what is held is offered for release";
        } else if (isRehearsal()) {
            text = "REHEARSAL in the lab on this machine: nothing real is touched";
            role = Role.REHEARSAL;
        }
        if (!text.isEmpty()) {
            row.fitted(3, 0, row.columns() - 6, " " + text + " ", role);
        }
    }
}
