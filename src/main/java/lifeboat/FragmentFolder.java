package lifeboat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import lifeboat.runbook.Fragments;

/**
 * The fragments beside a runbook's file. A link that leads out of the runbook's folder is refused: whoever reads that folder
 * reads all that the runbook does.
 *
 * @param folder the folder of the runbook
 */
record FragmentFolder(Path folder) implements Fragments {
    /** The fragments beside this runbook. */
    static FragmentFolder beside(Path book) {
        return new FragmentFolder(book.toAbsolutePath().resolveSibling("."));
    }

    @Override
    public byte[] read(String path) throws Missing {
        try {
            Path top = folder.toRealPath();
            Path file = top.resolve(path).toRealPath();
            if (!file.startsWith(top)) {
                throw new Missing(
                        "it leads out of the runbook's folder, to " + file, "Copy it there; links stay inside.");
            }
            if (!Files.isRegularFile(file)) {
                throw new Missing("it is no file", "A fragment is a YAML file.");
            }
            Optional<String> objection = Trust.objection(file);
            if (objection.isPresent()) {
                throw new Missing(
                        "it cannot be trusted: " + objection.get(),
                        "Read it through, and take a copy that only you can write.");
            }
            try (InputStream in = Files.newInputStream(file)) {
                return in.readNBytes(LARGEST + 1);
            }
        } catch (NoSuchFileException e) {
            throw new Missing("there is no such file", "It belongs into " + folder.normalize() + ".");
        } catch (IOException e) {
            throw new Missing("it cannot be read", "Check its mode and that of its folder.");
        }
    }
}
