package lifeboat.lab.atlas;

import java.net.URI;
import java.nio.file.Path;
import lifeboat.lab.LabException;

/** A program that starts or stops the lab's service, as an operator's own scripts would. */
public final class ServiceSwitch {
    private ServiceSwitch() {}

    /** Posts to one address: the first argument; the second is the file with the bearer token. */
    public static void main(String[] arguments) throws LabException {
        AtlasControl.post(URI.create(arguments[0]), Path.of(arguments[1]));
    }
}
