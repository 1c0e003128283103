package lifeboat.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A TCP proxy on loopback in front of one server, in which things go wrong as they are planned: for a connection, by {@link
 * Trouble}, or for an answer, which is taken away after the request has reached the server and taken effect there.
 */
public final class FaultProxy implements AutoCloseable {
    /** Any request. */
    public static final Predicate<String> ANY = request -> true;

    private volatile int server;
    private final int port;
    private final Set<Passage> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final Deque<Trouble> next = new ArrayDeque<>();

    private final AtomicInteger stopped = new AtomicInteger();

    // Guarded by this.
    private Predicate<String> stopping = request -> false;
    private int toStop;
    private Trouble always = Trouble.none();
    private Predicate<String> losing = ANY;
    private int toLose;
    private ServerSocket socket;
    private boolean up = true;

    /** A proxy in front of what listens there on loopback; nothing goes wrong yet. */
    public FaultProxy(int serverPort) throws IOException {
        this.server = serverPort;
        this.socket = listen(0);
        this.port = socket.getLocalPort();
        accept(socket);
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
        return socket;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** How many connections were made. */
    public int connections() {
        return connections.get();
    }

    /** How many answers were taken away. */
    public int lost() {
        return lost.get();
    }

    /** What goes wrong with each of the next connections, one after the other. */
    public synchronized void plan(Trouble... troubles) {
        next.addAll(List.of(troubles));
    }

    /** What goes wrong with every connection for which nothing else is planned. */
    public synchronized void always(Trouble trouble) {
        always = trouble;
        next.clear();
    }

    /**
     * Takes away the answers to the next requests: the request goes to the server, its answer is awaited, and then the
     * client's connection is reset instead.
     *
     * @param request which requests, by the first bytes of what the client sends, such as {@code PUT /bucket/key HTTP/1.1};
     *     behind TLS nothing can be read, so only {@link #ANY} fits
     */
    public synchronized void loseAnswers(int times, Predicate<String> request) {
        toLose = times;
        losing = request;
    }

    /** Whether the answer to this request is to be taken away; it counts. */
    synchronized boolean loses(String request) {
        if (toLose == 0 || !losing.test(request)) {
            return false;
        }
        toLose--;
        return true;
    }

    /** Stops the next such requests: they never reach the server, and the client's connection is reset. */
    public synchronized void stopRequests(int times, Predicate<String> request) {
        toStop = times;
        stopping = request;
    }

    /** How many requests were stopped on their way. */
    public int stopped() {
        return stopped.get();
    }

    /** Whether this request is to be stopped; it counts. */
    synchronized boolean stops(String request) {
        if (toStop == 0 || !stopping.test(request)) {
            return false;
        }
        toStop--;
        stopped.incrementAndGet();
        return true;
    }

    void tookAway() {
        lost.incrementAndGet();
    }

    /** Another server is behind it from now on; every connection is reset. */
    public void leadTo(int serverPort) {
        server = serverPort;
        cut();
    }

    /** Nobody listens any more, and every connection is reset. */
    public synchronized void down() throws IOException {
        up = false;
        socket.close();
        cut();
    }

    /** Listens again. */
    public synchronized void up() throws IOException {
        up = true;
        socket = listen(port);
        accept(socket);
    }

    /** Resets every connection that is open. */
    public void cut() {
        open.forEach(Passage::reset);
    }

    private void accept(ServerSocket from) {
        daemon("fault-proxy", () -> {
            while (!from.isClosed()) {
                try {
                    Socket client = from.accept();
                    connections.incrementAndGet();
                    // Whoever was at the door when it was closed is not let in either.
                    Passage passage = new Passage(this, client, server, from.isClosed() ? Trouble.reset() : trouble());
                    open.add(passage);
                    passage.begin(() -> open.remove(passage));
                } catch (IOException closed) {
                    // Down, or at its end.
                    continue;
                }
            }
        });
    }

    private synchronized Trouble trouble() {
        Trouble planned = next.poll();
        return planned == null ? always : planned;
    }

    static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        boolean listening;
        synchronized (this) {
            listening = up;
        }
        if (listening) {
            down();
        }
    }
}
