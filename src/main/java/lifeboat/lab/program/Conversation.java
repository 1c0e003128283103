package lifeboat.lab.program;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The lab's side of one call. */
final class Conversation implements Closeable {
    private static final Logger LOG = Logger.getLogger(Conversation.class.getName());
    private static final int LONGEST = 1 << 20;

    /** With what a caller begins that is a shell; the length of a token never does. */
    private static final int SHORT = 'T';

    private final Socket socket;
    private final DataInputStream hears;
    private final DataOutputStream says;

    // What a caller that is a shell is told at the end.
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private boolean shortly;

    /** Standard input in pieces; an empty one is its end. */
    private final BlockingQueue<byte[]> pieces = new LinkedBlockingQueue<>();

    Conversation(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.hears = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.says = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), Caller.MOST));
    }

    /** What a caller says first. */
    record Greeting(String token, String program, Invocation invocation) {}

    Greeting greeting() throws IOException {
        hears.mark(1);
        if (hears.read() == SHORT) {
            return shortGreeting();
        }
        hears.reset();
        String token = text();
        Path directory = Path.of(text());
        int count = hears.readInt();
        if (count < 1 || count > LONGEST) {
            throw new IOException("that is no call");
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(text());
        }
        return greeting(token, words, directory, new Input(), new Output(Caller.OUT), new Output(Caller.ERR));
    }

    /** That of a shell: words that end with a zero. It lends no streams, and is told everything at the end. */
    private Greeting shortGreeting() throws IOException {
        shortly = true;
        String token = word();
        Path directory = Path.of(word());
        int count = Integer.parseInt(word());
        List<String> words = new ArrayList<>();
        for (int i = 0; i < Math.min(count, LONGEST); i++) {
            words.add(word());
        }
        if (words.isEmpty()) {
            throw new IOException("that is no call");
        }
        return greeting(token, words, directory, InputStream.nullInputStream(), out, err);
    }

    private static Greeting greeting(
            String token, List<String> words, Path directory, InputStream in, OutputStream out, OutputStream err) {
        int end = words.indexOf("--");
        Map<String, String> variables = new LinkedHashMap<>();
        for (String word : words.subList(1, Math.max(1, end))) {
            int equals = word.indexOf('=');
            variables.put(word.substring(0, Math.max(0, equals)), word.substring(equals + 1));
        }
        return new Greeting(
                token,
                words.get(0),
                new Invocation(words.subList(end + 1, words.size()), variables, directory, in, out, err));
    }

    private String word() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int one = hears.read();
        while (one > 0) {
            bytes.write(one);
            if (bytes.size() > LONGEST) {
                throw new IOException("that is no call");
            }
            one = hears.read();
        }
        if (one < 0) {
            throw new EOFException();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private String text() throws IOException {
        int length = hears.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("that is no call");
        }
        byte[] bytes = new byte[length];
        hears.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Takes what the caller has on standard input, as it was asked for; returns when the caller hangs up. */
    void listen() throws IOException {
        try {
            while (true) {
                int count = hears.readInt();
                if (count > Caller.MOST) {
                    throw new IOException("the caller sent more than was asked for");
                }
                byte[] piece = new byte[Math.max(0, count)];
                hears.readFully(piece);
                pieces.add(piece);
            }
        } catch (EOFException | SocketException hungUp) {
            LOG.log(Level.FINEST, "a caller hung up", hungUp);
        }
    }

    void end(boolean succeeded) throws IOException {
        if (shortly) {
            says.write(((succeeded ? 0 : 1) + " " + err.size() + "\n").getBytes(StandardCharsets.US_ASCII));
            err.writeTo(says);
            out.writeTo(says);
            says.flush();
            socket.shutdownOutput();
            return;
        }
        says.writeByte(Caller.END);
        says.writeInt(succeeded ? 0 : 1);
        says.flush();
    }

    /** Ends it with a failure that nobody meant to happen. */
    void breakOff(String why) {
        try {
            (shortly ? err : new Output(Caller.ERR)).write((why + "\n").getBytes(StandardCharsets.UTF_8));
            end(false);
        } catch (IOException e) {
            LOG.log(Level.FINE, "a caller hung up", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** A stream of the caller's, in pieces. */
    private final class Output extends OutputStream {
        private final int which;

        private Output(int which) {
            this.which = which;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int at = offset;
            int left = length;
            while (left > 0) {
                int piece = Math.min(left, Caller.MOST);
                synchronized (says) {
                    says.writeByte(which);
                    says.writeInt(piece);
                    says.write(bytes, at, piece);
                }
                at += piece;
                left -= piece;
            }
        }

        @Override
        public void flush() throws IOException {
            synchronized (says) {
                says.flush();
            }
        }
    }

    /** The caller's standard input. */
    private final class Input extends InputStream {
        private boolean over;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (over || length == 0) {
                return over ? -1 : 0;
            }
            int wanted = Math.min(length, Caller.MOST);
            synchronized (says) {
                says.writeByte(Caller.ASK);
                says.writeInt(wanted);
                says.flush();
            }
            byte[] piece;
            try {
                piece = pieces.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("the caller hung up");
            }
            over = piece.length == 0;
            System.arraycopy(piece, 0, bytes, offset, Math.min(piece.length, wanted));
            return over ? -1 : piece.length;
        }
    }
}
