package lifeboat.screen;

import java.util.Optional;

/** The last row: what was just said, or the keys that work now. */
record Footer(App app) {
    void draw(Canvas row) {
        row.fill(Role.FOOTER);
        if (!app.notice().isEmpty()) {
            row.fitted(1, 0, row.columns() - 2, app.notice(), Role.WARNING);
            return;
        }
        int at = 1;
        Bindings bindings =
                app.overlay().map(Overlay::bindings).orElse(app.scene().bindings());
        for (Binding binding : bindings.all()) {
            Optional<String> obstacle = app.overlay().isPresent() ? Optional.empty() : app.obstacle(binding.deed());
            if (binding.footer() && obstacle.isEmpty()) {
                at += row.text(at, 0, binding.key() + " ", Role.KEY);
                at += row.text(at, 0, binding.label() + "  ", Role.FOOTER);
            }
        }
        row.right(row.columns() - 1, 0, " ? help", Role.KEY);
    }
}
