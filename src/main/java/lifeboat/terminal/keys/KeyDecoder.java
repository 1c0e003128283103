package lifeboat.terminal.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import lifeboat.terminal.Input;
import lifeboat.terminal.Stroke;
import lifeboat.terminal.Stroke.Key;

/**
 * Makes keys and pastes of the bytes that a terminal sends. What comes out does not depend on how the bytes were cut into
 * reads, as long as no silence comes between them. Pure, but for what it remembers; not for several threads.
 */
public final class KeyDecoder {
    /** How many ticks of silence end a lone Escape, the beginning of a sequence, and a sequence. */
    private static final int ESCAPE_TICKS = 1;

    private static final int BEGINNING_TICKS = 3;
    private static final int SEQUENCE_TICKS = 10;

    private static final int ESCAPE = 0x1b;
    private static final int LONGEST_SEQUENCE = 64;

    /** Text that is pasted may hold the mark of its end; an Enter so soon after it nobody pressed. */
    private static final long AFTER_A_PASTE_NANOS = 100_000_000;

    private final Bytes waiting = new Bytes();
    private final PastedText pasted = new PastedText();
    private final SentText sent = new SentText();
    private List<Input> out = new ArrayList<>();
    private boolean carriageReturn;
    private boolean skipping;
    private int silence;
    private OptionalLong typedFrom = OptionalLong.empty();

    /**
     * Takes bytes.
     *
     * @param length how many of the bytes are meant
     * @param nanos when they were read
     */
    public List<Input> take(byte[] bytes, int length, long nanos) {
        silence = 0;
        for (int index = 0; index < length; index++) {
            int next = bytes[index] & 0xff;
            if (pasted.begun()) {
                pasted.take(next).ifPresent(text -> out.add(new Input.Pasted(text)));
                if (!pasted.begun()) {
                    typedFrom = OptionalLong.of(nanos + AFTER_A_PASTE_NANOS);
                }
            } else if (sent.begun()) {
                sent(next, nanos);
            } else {
                waiting.add(next);
                decode(nanos);
            }
        }
        return handOut();
    }

    private void sent(int next, long nanos) {
        if (sent.take(next)) {
            press(Stroke.of(Key.UNKNOWN), nanos);
            if (sent.brokenOff()) {
                waiting.add(ESCAPE);
                waiting.add(next);
                decode(nanos);
            }
        }
    }

    /** A tenth of a second went by in which nothing came: what waits for more may have to do without. */
    public List<Input> tick(long nanos) {
        silence++;
        carriageReturn = false;
        if (pasted.begun()) {
            pasted.tick().ifPresent(text -> out.add(new Input.Pasted(text)));
        } else if (sent.begun()) {
            if (sent.tick()) {
                press(Stroke.of(Key.UNKNOWN), nanos);
            }
        } else if (skipping || waiting.size() > 0) {
            if (silence >= patience()) {
                if (skipping) {
                    skipping = false;
                } else {
                    giveUp(nanos);
                }
            }
        }
        return handOut();
    }

    private int patience() {
        if (skipping || waiting.size() > 2 || waiting.at(0) != ESCAPE) {
            return SEQUENCE_TICKS;
        }
        return waiting.size() == 2 && waiting.at(1) != ESCAPE ? BEGINNING_TICKS : ESCAPE_TICKS;
    }

    private List<Input> handOut() {
        List<Input> all = out;
        out = new ArrayList<>();
        return all;
    }

    /** Nothing more will come that completes what waits. */
    private void giveUp(long nanos) {
        boolean escapes = true;
        for (int index = 0; index < waiting.size(); index++) {
            escapes &= waiting.at(index) == ESCAPE;
        }
        if (escapes) {
            for (int index = 0; index < waiting.size(); index++) {
                press(Stroke.of(Key.ESCAPE), nanos);
            }
        } else if (waiting.size() == 2 && waiting.at(0) == ESCAPE && waiting.at(1) < 0x80) {
            press(Held.ALT.with(Stroke.of(Character.toString(waiting.at(1)))), nanos);
        } else {
            press(Stroke.of(Key.UNKNOWN), nanos);
        }
        waiting.clear();
    }

    /** Takes as much from what waits as can be understood. */
    private void decode(long nanos) {
        if (skipping) {
            // The rest of a sequence that was too long.
            int last = waiting.at(waiting.size() - 1);
            skipping = last < 0x40 && last >= 0x20;
            if (last != ESCAPE) {
                waiting.clear();
            }
            return;
        }
        while (waiting.size() > 0) {
            int first = waiting.at(0);
            boolean understood = first == ESCAPE ? escape(nanos) : character(0, Held.NOTHING, nanos);
            if (!understood) {
                return;
            }
        }
    }

    private boolean escape(long nanos) {
        if (waiting.size() == 1) {
            return false;
        }
        int start = 1;
        Held held = Held.NOTHING;
        if (waiting.at(1) == ESCAPE) {
            // Some terminals put an Escape before the sequence of a key for Alt.
            if (waiting.size() == 2) {
                return false;
            }
            if (waiting.at(2) != '[' && waiting.at(2) != 'O') {
                press(Stroke.of(Key.ESCAPE), nanos);
                waiting.drop(1);
                return true;
            }
            start = 2;
            held = Held.ALT;
        }
        int kind = waiting.at(start);
        if (kind == '[') {
            return control(start + 1, held, nanos);
        }
        if (kind == 'O') {
            return application(start + 1, held, nanos);
        }
        if (SentText.mayBegin(kind)) {
            if (waiting.size() == 2) {
                return false;
            }
            if (SentText.begins(kind, waiting.at(2))) {
                waiting.clear();
                sent.begin();
                return true;
            }
        }
        return character(1, Held.ALT, nanos);
    }

    /** {@code CSI}: parameters, then a letter. */
    private boolean control(int start, Held held, long nanos) {
        int end = start;
        if (end < waiting.size() && waiting.at(end) == '[') {
            // The console of a Linux machine: one letter after a second bracket.
            end++;
            if (end == waiting.size()) {
                return false;
            }
            return sequence(end, Sequences.console(waiting.at(end)), held, nanos);
        }
        while (end < waiting.size() && waiting.at(end) >= 0x20 && waiting.at(end) < 0x40) {
            end++;
        }
        if (end - start > LONGEST_SEQUENCE) {
            press(Stroke.of(Key.UNKNOWN), nanos);
            waiting.clear();
            skipping = true;
            return true;
        }
        if (end == waiting.size()) {
            return dollar(start, end, held, nanos);
        }
        int last = waiting.at(end);
        if (last < 0x40 || last > 0x7e) {
            return broken(end, nanos);
        }
        if (last == 'M' && end == start) {
            // A mouse of the old kind: three bytes follow.
            return end + 3 < waiting.size() && sequence(end + 3, Sequences.oldMouse(waiting.at(end + 1)), held, nanos);
        }
        String parameters = waiting.text(start, end);
        if (last == '~' && parameters.equals("200")) {
            waiting.clear();
            pasted.begin();
            return true;
        }
        return sequence(end, Sequences.control(parameters, (char) last), held, nanos);
    }

    /** Rxvt's Shift: {@code $} in the place of the last letter, where a standard says that another follows. */
    private boolean dollar(int start, int end, Held held, long nanos) {
        if (end > start + 1 && waiting.at(end - 1) == '$' && Character.isDigit(waiting.at(end - 2))) {
            return sequence(end - 1, Sequences.control(waiting.text(start, end - 1), '$'), held, nanos);
        }
        return false;
    }

    /** {@code SS3}: one letter, in some terminals after the number of what is held. */
    private boolean application(int start, Held held, long nanos) {
        int end = start;
        while (end < waiting.size() && (Character.isDigit(waiting.at(end)) || waiting.at(end) == ';')) {
            end++;
        }
        if (end - start > LONGEST_SEQUENCE) {
            return broken(end, nanos);
        }
        if (end == waiting.size()) {
            return false;
        }
        int last = waiting.at(end);
        if (last < 0x20 || last > 0x7e) {
            return broken(end, nanos);
        }
        return sequence(end, Sequences.application(waiting.text(start, end), (char) last), held, nanos);
    }

    private boolean sequence(int end, List<Stroke> strokes, Held held, long nanos) {
        strokes.forEach(stroke -> press(held.with(stroke), nanos));
        waiting.drop(end + 1);
        return true;
    }

    /** What began as a sequence goes on with something else. */
    private boolean broken(int end, long nanos) {
        press(Stroke.of(Key.UNKNOWN), nanos);
        waiting.drop(end);
        return true;
    }

    private boolean character(int start, Held held, long nanos) {
        int first = waiting.at(start);
        int length = Utf8.length(first);
        if (length == 0) {
            return broken(start + 1, nanos);
        }
        for (int index = start + 1; index < start + length && index < waiting.size(); index++) {
            if ((waiting.at(index) & 0xc0) != 0x80) {
                return broken(index, nanos);
            }
        }
        if (waiting.size() < start + length) {
            return false;
        }
        int character = Utf8.decode(waiting, start, length);
        waiting.drop(start + length);
        boolean second = character == '\n' && carriageReturn;
        carriageReturn = character == '\r';
        if (!second) {
            press(held.with(Sequences.character(character)), nanos);
        }
        return true;
    }

    private void press(Stroke stroke, long nanos) {
        boolean early = typedFrom.isPresent() && nanos - typedFrom.getAsLong() < 0;
        boolean hidden = early && stroke.equals(Stroke.of(Key.ENTER));
        out.add(new Input.Pressed(hidden ? Stroke.of(Key.UNKNOWN) : stroke, nanos));
    }
}
