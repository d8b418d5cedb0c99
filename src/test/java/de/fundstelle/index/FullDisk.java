// SPDX-FileCopyrightText: Fundstelle contributors
// SPDX-License-Identifier: EUPL-1.2
package de.fundstelle.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.BooleanSupplier;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/// A disk that takes no byte more whenever a test says so; reading goes on.
public final class FullDisk {

    private FullDisk() {}

    /// Opens an index on it.
    ///
    /// @param full asked at each write
    public static PassageIndex open(Path folder, BooleanSupplier full) throws IOException {
        return PassageIndex.open(folder, path -> new Full(FSDirectory.open(path), full));
    }

    private static void check(BooleanSupplier full) throws IOException {
        if (full.getAsBoolean()) {
            throw new IOException("No space left on device");
        }
    }

    private static final class Full extends FilterDirectory {

        private final BooleanSupplier full;

        Full(Directory in, BooleanSupplier full) {
            super(in);
            this.full = full;
        }

        @Override
        public IndexOutput createOutput(String name, IOContext context) throws IOException {
            check(full);
            return new Output(super.createOutput(name, context), full);
        }

        @Override
        public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
            check(full);
            return new Output(super.createTempOutput(prefix, suffix, context), full);
        }

        @Override
        public void sync(Collection<String> names) throws IOException {
            check(full);
            super.sync(names);
        }
    }

    private static final class Output extends FilterIndexOutput {

        private final BooleanSupplier full;

        Output(IndexOutput out, BooleanSupplier full) {
            super("full disk", out.getName(), out);
            this.full = full;
        }

        @Override
        public void writeByte(byte value) throws IOException {
            check(full);
            super.writeByte(value);
        }

        @Override
        public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
            check(full);
            super.writeBytes(bytes, offset, length);
        }
    }
}
