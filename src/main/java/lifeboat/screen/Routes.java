package lifeboat.screen;

import java.util.Optional;

/** Where messages lead that change the scene, whichever is on. */
final class Routes {
    private Routes() {}

    /** What follows from a message that the scene itself has no use for. */
    static Next next(Scene scene, Message message) {
        if (message instanceof Message.Asked asked) {
            return FormScene.of(asked, home(scene));
        }
        if (message instanceof Message.Needed needed) {
            return Next.stay(SecretsScene.of(needed, home(scene)));
        }
        if (message instanceof Message.Held held) {
            return Next.stay(TakeOverScene.of(held, scene));
        }
        if (message instanceof Message.Opened opened) {
            return Next.stay(RunScene.of(RunView.of(opened.frame(), opened.snapshot(), opened.now())));
        }
        if (message instanceof Message.Ended ended) {
            return Next.stay(SummaryScene.of(ended.ticket()));
        }
        if (message instanceof Message.Trouble trouble) {
            return Next.saying(scene, trouble.reason());
        }
        return Next.stay(scene);
    }

    /** The launcher that a scene was reached from; empty if it was reached from the shell. */
    private static Optional<Scene> home(Scene scene) {
        if (scene instanceof LauncherScene) {
            return Optional.of(scene);
        }
        if (scene instanceof FormScene form) {
            return form.back();
        }
        if (scene instanceof SecretsScene secrets) {
            return secrets.back();
        }
        return scene instanceof OpeningScene opening ? opening.back().flatMap(Routes::home) : Optional.empty();
    }
}
