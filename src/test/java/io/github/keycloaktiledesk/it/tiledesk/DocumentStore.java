// SPDX-License-Identifier: Apache-2.0
package io.github.keycloaktiledesk.it.tiledesk;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetSocketAddress;

/** What stands in for MongoDB: in this JVM's memory, gone with it. */
final class DocumentStore implements AutoCloseable {

    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final InetSocketAddress address = server.bind();

    /**
     * The URI of an empty database. A client is to come by one connection: in this store, an index
     * that is being made makes what is written at the same time fail.
     */
    String uri() {
        return "mongodb://127.0.0.1:" + address.getPort() + "/tiledesk?maxPoolSize=1";
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
