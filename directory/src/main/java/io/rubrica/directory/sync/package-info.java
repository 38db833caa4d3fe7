/**
 * Keeps the phonebook true to its sources: fetch, compare, apply, report. Enter through {@link SyncWorker}. Knows
 * sources and the phonebook's writing side; knows nothing of formats.
 */
@NullMarked
package io.rubrica.directory.sync;

import org.jspecify.annotations.NullMarked;
