package lifeboat.lab.program;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * What is started in place of a program: tells the lab how it was called, and lends it its standard streams until the lab
 * says how it ends. It is one class, and knows no other that a bare Java has not loaded anyway: that is what makes it quick.
 */
public final class Caller implements Thread.UncaughtExceptionHandler {
    /** What the lab says: bytes for standard output. */
    static final int OUT = 1;

    /** Bytes for standard error. */
    static final int ERR = 2;

    /** It wants so many bytes of standard input at most. */
    static final int ASK = 3;

    /** The program has ended; 0 for success. */
    static final int END = 4;

    /** The most bytes that are sent at once. */
    static final int MOST = 1 << 16;

    private Caller() {}

    /**
     * Calls once. A failure is the exit code 1, which is what Java makes of an exception.
     *
     * @param words the file with port and token of the lab; the program's name; {@code NAME=value} for each variable of the
     *     environment that counts; {@code --}; the arguments
     */
    public static void main(String[] words) throws IOException {
        Thread.currentThread().setUncaughtExceptionHandler(new Caller());
        // The descriptors are the process's own and are not closed here.
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        byte[] loopback = {127, 0, 0, 1};
        String line;
        Socket made;
        try (InputStream file = new FileInputStream(words[0])) {
            line = new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
            int port = Integer.parseInt(line.substring(0, line.indexOf(' ')));
            made = new Socket(InetAddress.getByAddress(loopback), port);
        } catch (IOException | RuntimeException e) {
            err.write("the lab that this program belongs to has ended\n".getBytes(StandardCharsets.ISO_8859_1));
            throw e;
        }
        try (Socket socket = made) {
            socket.setTcpNoDelay(true);
            DataOutputStream tells = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 8192));
            text(tells, line.substring(line.indexOf(' ') + 1).strip());
            text(tells, System.getProperty("user.dir", "/"));
            tells.writeInt(words.length - 1);
            for (int i = 1; i < words.length; i++) {
                text(tells, words[i]);
            }
            tells.flush();
            obey(new DataInputStream(socket.getInputStream()), tells, err);
        }
    }

    private static void text(DataOutputStream to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.writeInt(bytes.length);
        to.write(bytes);
    }

    private static void obey(DataInputStream lab, DataOutputStream tells, OutputStream err) throws IOException {
        InputStream in = new FileInputStream(FileDescriptor.in);
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        byte[] bytes = new byte[MOST];
        while (true) {
            int what = lab.readUnsignedByte();
            int count = lab.readInt();
            if (what == END) {
                if (count != 0) {
                    throw new IOException();
                }
                return;
            }
            if (what == ASK) {
                int read = in.read(bytes, 0, Math.min(count, MOST));
                tells.writeInt(read);
                tells.write(bytes, 0, Math.max(0, read));
                tells.flush();
            } else {
                lab.readFully(bytes, 0, count);
                (what == OUT ? out : err).write(bytes, 0, count);
            }
        }
    }

    /** Says nothing: whatever there was to say has been said, and the exit code is 1. */
    @Override
    public void uncaughtException(Thread thread, Throwable failure) {}
}
