package io.rubrica.directory.sync;

/** Keeps the phonebook true to its sources. */
public final class SyncWorker {
    private SyncWorker() {}
}
