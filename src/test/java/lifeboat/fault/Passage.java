package lifeboat.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** One connection through a {@link FaultProxy}. */
final class Passage {
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION = 23;
    private static final int QUIET_MILLIS = 150;

    private final FaultProxy proxy;
    private final Socket client;
    private final int port;
    private final Trouble trouble;
    private final Socket server = new Socket();

    private volatile boolean losing;
    private boolean encrypted;
    private boolean answered;
    private long sealed;
    private long skip;

    Passage(FaultProxy proxy, Socket client, int port, Trouble trouble) {
        this.proxy = proxy;
        this.client = client;
        this.port = port;
        this.trouble = trouble;
    }

    void begin(Runnable atTheEnd) {
        if (trouble.kind() == Trouble.Kind.RESET) {
            reset();
            atTheEnd.run();
            return;
        }
        FaultProxy.daemon("fault-proxy-up", () -> {
            try {
                if (trouble.kind() == Trouble.Kind.BLACK_HOLE) {
                    swallow();
                    return;
                }
                server.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                FaultProxy.daemon("fault-proxy-down", this::down);
                up();
            } catch (IOException over) {
                reset();
            } finally {
                atTheEnd.run();
            }
        });
    }

    private void swallow() throws IOException {
        byte[] bytes = new byte[8192];
        int read = 0;
        while (read >= 0) {
            read = client.getInputStream().read(bytes);
        }
        close(client);
    }

    /** From the client to the server. */
    private void up() throws IOException {
        InputStream from = client.getInputStream();
        OutputStream to = server.getOutputStream();
        byte[] bytes = new byte[16384];
        for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
            if (isRequest(bytes, read)) {
                String line = firstLine(bytes, read);
                if (proxy.stops(line)) {
                    reset();
                    return;
                }
                losing |= proxy.loses(line);
            }
            to.write(bytes, 0, read);
            to.flush();
        }
        // A half-closed connection may still be answered.
        server.shutdownOutput();
    }

    /** Whether a request begins in these bytes; behind TLS the first sealed record of a client only ends the handshake. */
    private boolean isRequest(byte[] bytes, int length) {
        if (!answered && length > 0 && bytes[0] == HANDSHAKE) {
            encrypted = true;
        }
        answered = true;
        if (!encrypted) {
            return Character.isUpperCase(bytes[0]);
        }
        long before = sealed;
        long at = skip;
        while (at + 5 <= length) {
            int start = (int) at;
            sealed += bytes[start] == APPLICATION ? 1 : 0;
            at += 5L + ((bytes[start + 3] & 0xff) << 8) + (bytes[start + 4] & 0xff);
        }
        skip = Math.max(0, at - length);
        return sealed > before && sealed > 1;
    }

    private static String firstLine(byte[] bytes, int length) {
        String text = new String(bytes, 0, Math.min(length, 2048), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\r');
        return end < 0 ? text : text.substring(0, end);
    }

    /** From the server to the client. */
    private void down() {
        try {
            InputStream from = server.getInputStream();
            OutputStream to = client.getOutputStream();
            byte[] bytes = new byte[16384];
            long passed = 0;
            for (int read = from.read(bytes); read >= 0; read = from.read(bytes)) {
                if (losing) {
                    untilQuiet(from, bytes);
                    proxy.tookAway();
                    reset();
                    return;
                }
                int wanted = read;
                if (trouble.kind() == Trouble.Kind.CUT && passed + read >= trouble.at()) {
                    wanted = (int) (trouble.at() - passed);
                } else if (trouble.kind() == Trouble.Kind.CORRUPT
                        && passed <= trouble.at()
                        && trouble.at() < passed + read) {
                    bytes[(int) (trouble.at() - passed)] ^= (byte) 0xff;
                } else if (trouble.kind() == Trouble.Kind.SLOW) {
                    TimeUnit.MILLISECONDS.sleep(trouble.delay().toMillis());
                }
                to.write(bytes, 0, wanted);
                to.flush();
                passed += wanted;
                if (wanted < read || trouble.kind() == Trouble.Kind.CUT && passed == trouble.at()) {
                    break;
                }
            }
            close(client);
            close(server);
        } catch (IOException over) {
            reset();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The server has dealt with the request when it has said all that it has to say. */
    private void untilQuiet(InputStream from, byte[] bytes) throws IOException {
        server.setSoTimeout(QUIET_MILLIS);
        int read = 0;
        while (read >= 0) {
            try {
                read = from.read(bytes);
            } catch (SocketTimeoutException quiet) {
                return;
            }
        }
    }

    void reset() {
        try {
            client.setSoLinger(true, 0);
        } catch (IOException closed) {
            // There is nothing left to be reset.
            close(server);
            return;
        }
        close(client);
        close(server);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed, which is what was wanted.
            return;
        }
    }
}
