package lifeboat.fuzz;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lifeboat.terminal.Input;
import lifeboat.terminal.keys.KeyDecoder;

/** Any bytes as what somebody types: never an error, and the same however they arrive. */
public final class KeysFuzz {
    private static final int MOST_OF_A_BYTE = 4;

    private KeysFuzz() {}

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        KeyDecoder whole = new KeyDecoder();
        List<Input> inputs = new ArrayList<>(whole.take(bytes, bytes.length, 1));
        end(whole, inputs);
        KeyDecoder single = new KeyDecoder();
        List<Input> singly = new ArrayList<>();
        for (byte one : bytes) {
            singly.addAll(single.take(new byte[] {one}, 1, 1));
        }
        end(single, singly);
        if (!inputs.equals(singly)) {
            throw new IllegalStateException(Arrays.toString(bytes) + ": " + inputs + ", and singly " + singly);
        }
        if (inputs.size() > MOST_OF_A_BYTE * bytes.length) {
            throw new IllegalStateException(inputs.size() + " inputs of " + bytes.length + " bytes");
        }
    }

    private static void end(KeyDecoder decoder, List<Input> inputs) {
        for (int tenth = 0; tenth < 100; tenth++) {
            inputs.addAll(decoder.tick(1));
        }
    }
}
