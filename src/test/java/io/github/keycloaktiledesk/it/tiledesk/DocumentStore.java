package io.github.keycloaktiledesk.it.tiledesk;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;

/** What stands in for MongoDB: in this JVM's memory, gone with it. */
final class DocumentStore implements AutoCloseable {

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final InetSocketAddress address = server.bind();

    /** The URI of an empty database. */
    String uri() {
        return "mongodb://127.0.0.1:" + address.getPort() + "/tiledesk";
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
