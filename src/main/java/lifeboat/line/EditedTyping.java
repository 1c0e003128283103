package lifeboat.line;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;

/** Reads with JLine's line editor: history, completion, masks. */
final class EditedTyping implements Typing {
    private final Terminal terminal;
    private final KeyTimes reader;
    private List<String> words = List.of();
    private boolean wasInterrupted;

    EditedTyping(Terminal terminal, LongSupplier nanos, Optional<Path> history) throws IOException {
        this.terminal = terminal;
        this.reader = new KeyTimes(terminal, nanos);
        reader.setParser(new WholeLine());
        reader.setCompleter((asked, line, candidates) -> words.forEach(word -> candidates.add(new Candidate(word))));
        // An exclamation mark in a note is an exclamation mark.
        reader.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
        history.ifPresent(file -> reader.setVariable(LineReader.HISTORY_FILE, file));
    }

    @Override
    public Answer read(Prompt prompt) throws IOException {
        words = prompt.words();
        reader.setVariable(LineReader.DISABLE_HISTORY, prompt.kind() != Prompt.Kind.PLAIN);
        if (prompt.kind() == Prompt.Kind.DECISION || wasInterrupted) {
            // JLine may tell of one Ctrl-C twice, the second time a moment later: that is not an answer to this
            // question.
            TypedAhead.drop(terminal);
        }
        wasInterrupted = false;
        reader.ask();
        // JLine gives a meaning to what follows a percent sign in a prompt.
        String shown = prompt.text().replace("%", "%%") + " ";
        try {
            String text = prompt.kind() == Prompt.Kind.SECRET ? reader.readLine(shown, '*') : reader.readLine(shown);
            return text == null ? new Answer.End() : new Answer.Text(text, reader.wasDeliberate());
        } catch (UserInterruptException interrupt) {
            wasInterrupted = true;
            return new Answer.Interrupted();
        } catch (EndOfFileException end) {
            return new Answer.End();
        }
    }

    /** Completes the line as a whole: some words of a menu have a space in them. */
    private static final class WholeLine extends DefaultParser {
        private WholeLine() {
            setEscapeChars(null);
            setQuoteChars(new char[0]);
        }

        @Override
        public boolean isDelimiterChar(CharSequence buffer, int position) {
            return false;
        }
    }
}
